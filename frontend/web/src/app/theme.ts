import { createTheme } from '@mantine/core'

const FONT = "'Geist Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
const MONO = "'Geist Mono Variable', ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace"

/** The look: paper and ink with one petrol accent; colour otherwise only says how something is. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  fontFamily: FONT,
  fontFamilyMonospace: MONO,
  defaultRadius: 'md',
  cursorType: 'pointer',
  headings: { fontFamily: FONT, fontWeight: '600', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1.0625rem', lineHeight: '1.4' }, h3: { fontSize: '0.9375rem', lineHeight: '1.4' } } },
  colors: {
    petrol: ['#edf7f9', '#d9ecf0', '#b0d9e1', '#84c5d2', '#5fb2c3', '#3f9fb3', '#227f92', '#0f6a7b', '#0b5766', '#074452'],
    teal: ['#edf6f1', '#dcede4', '#b9dbca', '#93c8ad', '#70b594', '#4fa47e', '#328a66', '#237052', '#185a40', '#0f4530'],
    gray: ['#f8f8f6', '#f1f1ee', '#e6e6e2', '#d9d9d4', '#c3c3bd', '#a3a39c', '#7c7c76', '#5d5d58', '#3a3a37', '#1f1f1d'],
    dark: ['#d7dadd', '#b2b8be', '#8b939b', '#69727b', '#424a52', '#2f363d', '#23292f', '#181d22', '#12161a', '#0c0f12'],
  },
  // plain objects: `X.extend` would pull every component into the first script
  components: {
    Badge: { defaultProps: { variant: 'light', radius: 'sm' }, styles: { root: { textTransform: 'none', fontWeight: 550 } } },
    Button: { styles: { root: { fontWeight: 550 } } },
    Card: { defaultProps: { withBorder: true, padding: 'lg', radius: 'lg' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45, blur: 2 } }, styles: { title: { fontWeight: 600 } } },
    NativeSelect: { styles: { label: { fontWeight: 550 } } },
    PasswordInput: { styles: { label: { fontWeight: 550 } } },
    TextInput: { styles: { label: { fontWeight: 550 } } },
    Switch: { styles: { label: { fontWeight: 550 }, description: { fontSize: 'var(--mantine-font-size-sm)' } } },
    Skeleton: { defaultProps: { radius: 'md' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } },
  },
})
