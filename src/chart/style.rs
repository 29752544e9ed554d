//! The style rules of the drawings, shared by the page theme and the downloadable files.

/// The rules of all chart classes. They use the custom properties `--ink`, `--mute`, `--hair`,
/// `--acc`, `--two` and `--paper`, and `--sans` if there is one.
pub const STYLE: &str = "\
.ch{display:block;width:100%;height:auto;max-width:58rem;overflow:visible}
.ch.c{display:none;max-width:26rem}
@media (max-width:40rem){.ch.w{display:none}.ch.c{display:block}}
.ch text{font:400 13px var(--sans,system-ui,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif);\
font-variant-numeric:lining-nums tabular-nums;fill:var(--ink);stroke:var(--paper);\
stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
.ch .k{fill:var(--mute)}
.ch .e{text-anchor:end}
.ch .o{text-anchor:middle}
.ch .h{font-weight:600}
.ch .a,.ch .ad{fill:var(--acc)}
.ch .b,.ch .bd{fill:var(--two)}
.ch .c,.ch .cd{fill:var(--mute);fill:color-mix(in srgb,var(--acc) 62%,var(--paper))}
.ch .d,.ch .dd{fill:var(--ink)}
.ch .i{fill:var(--paper)}
.ch .g{fill:none;stroke:var(--hair)}
.ch .z{fill:none;stroke:var(--ink)}
.ch .y,.ch .y2{fill:none;stroke:var(--mute)}
.ch .y2{stroke-dasharray:2 3}
.ch .m>rect{fill:transparent}
.ch .m>g{display:none}
.ch .m:hover>rect{fill:var(--ink);fill-opacity:.08}
.ch .m:hover>g{display:inline}
.ch:has(.m:hover) .m:not(:hover){pointer-events:none}
.quiet .m{display:none}
.ch .m g rect{fill:var(--paper);stroke:var(--ink)}
@media (forced-colors:active){
.ch text,.ch .k{forced-color-adjust:none;fill:CanvasText;stroke:Canvas}
.ch .a,.ch .ad{fill:CanvasText}
.ch .b,.ch .bd{fill:Highlight}
.ch .c,.ch .cd{fill:GrayText}
.ch .d,.ch .dd{fill:LinkText}
.ch .i{fill:Canvas}
.ch .g{stroke:CanvasText;stroke-opacity:.25}
.ch .z,.ch .y,.ch .y2{stroke:CanvasText}
.ch .m g rect{fill:Canvas;stroke:CanvasText}
}
";

/// What a standalone file adds to [`STYLE`]: the custom properties, the ground and its title.
pub(super) const FILE_STYLE: &str = "\
svg{color-scheme:light dark;--paper:#fdfcf9;--ink:#1b1d1f;--mute:#5a5d5f;--hair:#dfdbd2;\
--acc:#0d5257;--two:#8b8579}
@media screen and (prefers-color-scheme:dark){svg{--paper:#15181a;--ink:#ebe8e1;--mute:#a9aaa6;\
--hair:#373b3d;--acc:#86c5bf;--two:#8f8b82}}
.ch .p{fill:var(--paper)}
.ch text.t{font:400 21px Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,\"Noto Serif\",serif}
@media (forced-colors:active){.ch .p{fill:Canvas}}
";
