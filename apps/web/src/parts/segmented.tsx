import { useId } from 'preact/hooks'
import './segmented.css'

interface Segment<Value extends string> {
  value: Value
  label: string
  /** The language of the label, where it is not the page's. */
  lang?: string
}

interface SegmentedProps<Value extends string> {
  /** What is chosen between; read out, and shown where it stands. */
  labelledBy: string
  describedBy?: string
  segments: readonly Segment<Value>[]
  value: Value
  onChoose: (value: Value) => void
}

/** A choice of a few, all in sight. Real radio buttons underneath: arrows move, one stop for Tab. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { labelledBy, describedBy, segments, value, onChoose } = props
  const name = useId()
  return (
    <div class="segmented" role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {segments.map((segment) => (
        <label key={segment.value} lang={segment.lang}>
          <input type="radio" name={name} checked={segment.value === value} onChange={() => onChoose(segment.value)} />
          <span>{segment.label}</span>
        </label>
      ))}
    </div>
  )
}
