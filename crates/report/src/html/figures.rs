use crate::text::push;
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{escape::escape, points::Points};
use crate::{Figure, Plot, plot::PlotError, plot::Theme};

/// One figure: a canvas for a scatter that fits, a picture for a larger one, inline SVG for the rest.
pub(super) fn figure(html: &mut String, figure: &Figure, points: &mut Points) {
    // A stem holds nothing that means something in HTML; the words in front keep it apart from all other ids.
    let stem = figure.file_stem();
    push!(html, "<figure class=\"plot\" id=\"figure-{stem}\">\n");
    let drawn = match &figure.plot {
        Plot::Scatter(scatter) if points.add(&format!("canvas-{stem}"), scatter) => {
            push!(
                html,
                "<h3>{}</h3><p class=\"sub\">{}</p>\n<div class=\"stage\"><canvas id=\"canvas-{stem}\" role=\"img\" aria-label=\"{}\"></canvas><div class=\"tip\" hidden></div></div>\n<noscript><p class=\"note\">This plot needs JavaScript; the same picture is plots/{stem}.svg.</p></noscript>\n",
                escape(&scatter.title),
                escape(&scatter.subtitle()),
                escape(&format!("{}: {} against {}", scatter.title, scatter.y.label, scatter.x.label))
            );
            Ok(())
        }
        Plot::Scatter(_) => picture(html, &figure.plot),
        other => other.svg(Theme::Light).map(|svg| html.push_str(&inline(&svg, other.title()))),
    };
    if let Err(error) = drawn {
        push!(html, "<p class=\"note\">This plot could not be drawn: {}.</p>\n", escape(&error.to_string()));
    }
    if !figure.caption.is_empty() {
        push!(html, "<figcaption>{}</figcaption>\n", escape(&figure.caption));
    }
    html.push_str("</figure>\n");
}

/// The PNG in both themes; the browser shows the one that fits.
fn picture(html: &mut String, plot: &Plot) -> Result<(), PlotError> {
    let [light, dark] = [STANDARD.encode(plot.png(Theme::Light)?), STANDARD.encode(plot.png(Theme::Dark)?)];
    push!(
        html,
        "<picture><source media=\"screen and (prefers-color-scheme: dark)\" srcset=\"data:image/png;base64,{dark}\"><img alt=\"{}\" src=\"data:image/png;base64,{light}\"></picture>\n",
        escape(plot.title())
    );
    Ok(())
}

/// Inside HTML an SVG needs neither prologue nor namespace; the style sheet recolours it in the dark by the
/// colours of the light theme.
fn inline(svg: &str, title: &str) -> String {
    let body = svg.find("<svg").map_or(svg, |start| &svg[start..]);
    let label = format!("<svg class=\"drawn\" role=\"img\" aria-label=\"{}\"", escape(title));
    body.replacen("<svg", &label, 1).replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1)
}
