import './shop-window.css'

/**
 * The window of a shop before it opens: shelves, and things still under their cloth. By day
 * it is lit from outside, in the dark scheme its lamp is on.
 */
export function ShopWindow() {
  return (
    <svg class="window" viewBox="0 0 480 560" aria-hidden="true">
      <defs>
        <clipPath id="pane">
          <path d="M40 520V220a200 200 0 0 1 400 0v300z" />
        </clipPath>
        <radialGradient id="glow" cx="0.5" cy="0" r="1.05">
          <stop offset="0" class="window-glow" />
          <stop offset="1" class="window-glow" stop-opacity="0" />
        </radialGradient>
      </defs>
      <g clip-path="url(#pane)">
        <path class="window-wall" d="M40 20h400v500H40z" />
        <path class="window-light" fill="url(#glow)" d="M192 150L60 470h360L288 150z" />
        <path class="window-floor" d="M40 452h400v68H40z" />
        <Lamp />
        <Things />
        <path class="window-shine" d="M60 330L300 20h64L60 412zM60 436L380 20h14L60 454z" />
      </g>
      <path class="window-frame" d="M40 520V220a200 200 0 0 1 400 0v300" />
      <path class="window-sill" d="M16 520h448" />
    </svg>
  )
}

function Lamp() {
  return (
    <g>
      <path class="window-line" d="M240 20v84" />
      <path class="window-shade" d="M240 100c-26 0-46 20-50 50h100c-4-30-24-50-50-50z" />
      <path class="window-bulb" d="M222 150a18 14 0 0 0 36 0z" />
    </g>
  )
}

function Things() {
  return (
    <g>
      <path class="window-plinth" d="M78 372h104v80H78z" />
      <path class="window-plinth far" d="M196 328h92v124h-92z" />
      <path class="window-plinth" d="M304 396h100v56H304z" />
      <path
        class="window-vase"
        d="M117 236h26c1 16-3 24-3 34 0 8 26 20 26 52 0 26-12 44-22 50h-28c-10-6-22-24-22-50 0-32 26-44 26-52 0-10-4-18-3-34z"
      />
      <path class="window-stem" d="M128 238c-2-34-14-52-26-66M131 238c2-40 12-62 30-80M130 238V182" />
      <path
        class="window-leaf"
        d="M102 172c-16-2-24 6-26 18 14 2 24-4 26-18zM161 158c16-4 25 3 28 14-13 4-24 0-28-14zM130 182c-9-8-9-20 0-30 9 10 9 22 0 30z"
      />
      <path class="window-cloth" d="M206 328c-2-26 8-34 14-60 5-22 10-34 24-34s18 14 22 36c5 26 14 32 12 58z" />
      <path class="window-fold" d="M232 246c-4 26-12 44-12 82M248 240c2 30 10 52 12 88M240 262c0 24-2 44-1 66" />
      <path class="window-bowl" d="M314 356h80c0 24-16 40-40 40s-40-16-40-40z" />
      <circle class="window-fruit" cx="342" cy="342" r="15" />
      <circle class="window-fruit far" cx="368" cy="344" r="13" />
    </g>
  )
}
