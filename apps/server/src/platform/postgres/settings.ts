import { port } from './folder.ts'

/** Ours, replaced by the operator's, replaced by those that keep others out; as words of the command line. */
export function settingsFor(socketFolder: string, theirs: Record<string, string> = {}): string[] {
  const settings = { ...shopSettings, ...theirs, ...socketSettings(socketFolder) }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

// For a small shop on a small machine. Errors go back to whoever made them, who logs them without the data;
// here only those that nobody else would see are kept, and never with the values of a row.
const shopSettings: Record<string, string> = {
  shared_buffers: '24MB',
  max_connections: '40',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '256MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '2',
  io_method: 'sync',
  jit: 'off',
  huge_pages: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  logging_collector: 'off',
}

// Not to be replaced: on these rests that nobody else can connect.
function socketSettings(folder: string): Record<string, string> {
  return {
    listen_addresses: '',
    port: String(port),
    // It is a list, in which a comma would end the first name.
    unix_socket_directories: `"${folder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
  }
}
