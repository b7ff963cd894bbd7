//! From a figure to the bytes of a file.

use plotters::prelude::{BitMapBackend, IntoDrawingArea, SVGBackend};
use plotters::style::RGBColor;

use super::{
    Draw, PlotError, Theme, font,
    surface::{Canvas, Lettering, Surface as _},
};

/// plotters places strokes on whole pixels; the finer grid keeps points of a scatter apart.
const SVG_SCALE: f64 = 4.0;
const PNG_SCALE: f64 = 2.0;
/// PNGs are drawn this much larger and averaged down, which smooths edges and letter spacing.
const OVERSAMPLING: usize = 2;

/// The figure as a stand-alone SVG document.
pub(crate) fn svg(figure: &dyn Draw, theme: Theme) -> Result<String, PlotError> {
    font::register()?;
    let (width, height) = figure.size();
    let mut text = String::new();
    {
        let (columns, rows) = pixels((width, height), SVG_SCALE);
        let area = SVGBackend::with_string(&mut text, (columns, rows)).into_drawing_area();
        let mut canvas =
            Canvas { area: &area, theme, scale: SVG_SCALE, lettering: Lettering::SVG, error: None };
        canvas.fill((0.0, 0.0), (width, height), theme.background(), 1.0);
        figure.draw(&mut canvas);
        let error = canvas.error.take().or_else(|| area.present().err().map(|error| error.to_string()));
        if let Some(message) = error {
            return Err(PlotError::Backend { title: figure.title().to_owned(), message });
        }
    }
    // The view box stays fine, the nominal size is that of the layout.
    let (columns, rows) = pixels((width, height), SVG_SCALE);
    let fine = format!("width=\"{columns}\" height=\"{rows}\" viewBox");
    let text = text.replacen(&fine, &format!("width=\"{width}\" height=\"{height}\" viewBox"), 1);
    // Neighbouring rectangles would show a seam between their smoothed edges.
    let end = text.find("<svg").and_then(|start| text[start..].find('>').map(|length| start + length + 1));
    let (head, body) = text.split_at(end.unwrap_or(0));
    Ok(format!("{head}\n<style>rect{{shape-rendering:crispEdges}}</style>{body}"))
}

/// The figure as PNG, two pixels for each unit of the layout.
pub(crate) fn png(figure: &dyn Draw, theme: Theme) -> Result<Vec<u8>, PlotError> {
    font::register()?;
    let (width, height) = figure.size();
    let (columns, rows) = pixels((width, height), PNG_SCALE);
    let (fine_columns, fine_rows) = (columns * OVERSAMPLING as u32, rows * OVERSAMPLING as u32);
    let mut buffer = vec![0; fine_columns as usize * fine_rows as usize * 3];
    {
        let area = BitMapBackend::with_buffer(&mut buffer, (fine_columns, fine_rows)).into_drawing_area();
        let background = theme.background();
        let filled = area.fill(&RGBColor(background.0, background.1, background.2));
        let scale = PNG_SCALE * OVERSAMPLING as f64;
        let mut canvas = Canvas { area: &area, theme, scale, lettering: Lettering::BITMAP, error: None };
        figure.draw(&mut canvas);
        let error =
            canvas.error.take().or_else(|| filled.and_then(|()| area.present()).err().map(|e| e.to_string()));
        if let Some(message) = error {
            return Err(PlotError::Backend { title: figure.title().to_owned(), message });
        }
    }
    let averaged = average(&buffer, columns as usize, rows as usize);
    encode(&averaged, columns, rows)
        .map_err(|source| PlotError::Png { title: figure.title().to_owned(), source })
}

/// Replaces each square of fine pixels by its mean.
fn average(fine: &[u8], columns: usize, rows: usize) -> Vec<u8> {
    let mut coarse = Vec::with_capacity(columns * rows * 3);
    let stride = columns * OVERSAMPLING * 3;
    let area = (OVERSAMPLING * OVERSAMPLING) as u32;
    for row in 0..rows {
        for column in 0..columns {
            for channel in 0..3 {
                let start = row * OVERSAMPLING * stride + column * OVERSAMPLING * 3 + channel;
                let sum: u32 = (0..OVERSAMPLING)
                    .flat_map(|y| (0..OVERSAMPLING).map(move |x| start + y * stride + x * 3))
                    .map(|at| u32::from(fine[at]))
                    .sum();
                coarse.push(((sum + area / 2) / area) as u8);
            }
        }
    }
    coarse
}

fn pixels((width, height): (f64, f64), scale: f64) -> (u32, u32) {
    let pixels = |length: f64| (length * scale).round().clamp(1.0, 32_768.0) as u32;
    (pixels(width), pixels(height))
}

fn encode(rgb: &[u8], columns: u32, rows: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, columns, rows);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    // 5669 pixels per metre are 144 dots per inch: the layout's size on paper.
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 5669, yppu: 5669, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}
