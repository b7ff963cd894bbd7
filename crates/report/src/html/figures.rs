use base64::{Engine as _, engine::general_purpose::STANDARD};
use maud::{Markup, PreEscaped, html};

use super::points::Points;
use crate::{Figure, Plot};

/// One figure: a canvas for a scatter that fits, a picture for a larger one, inline SVG for the rest.
pub(super) fn figure(figure: &Figure, points: &mut Points) -> Markup {
    let stem = figure.file_stem();
    let title = figure.plot.title();
    let (class, body) = match &figure.plot {
        Plot::Scatter(scatter) if points.add(&format!("canvas-{stem}"), scatter) => (
            "about",
            html! {
                h3 { (scatter.title) }
                p .sub { (scatter.subtitle()) }
                div .stage {
                    canvas id={ "canvas-" (stem) } role="img"
                        aria-label={ (scatter.title) ": " (scatter.y.label) " against " (scatter.x.label) } {}
                    div .tip hidden {}
                }
                noscript { p .note { "This plot needs JavaScript; the same picture is plots/" (stem) ".svg." } }
            },
        ),
        Plot::Scatter(_) => ("about", picture(&figure.plot)),
        plot => {
            let (svg, links) = plot.in_page();
            // What can be chosen in a picture is hidden from readers of the screen, in a group it is not.
            let role = if links { "group" } else { "img" };
            let drawn = html! { div .drawn role=(role) aria-label=(title) { (PreEscaped(svg)) } };
            ("", drawn)
        }
    };
    html! {
        // The words in front keep this id apart from all others.
        figure class={ "plot " (class) } id={ "figure-" (stem) } data-title=(title) {
            (body)
            @if !figure.caption.is_empty() { figcaption { (figure.caption) } }
        }
        "\n"
    }
}

fn picture(plot: &Plot) -> Markup {
    match plot.picture() {
        Ok(png) => {
            html! { img .drawn alt=(plot.title()) src={ "data:image/png;base64," (STANDARD.encode(png)) }; }
        }
        Err(error) => html! { p .note { "This plot could not be drawn: " (error.to_string()) "." } },
    }
}
