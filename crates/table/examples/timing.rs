//! Writes and reads a table of the size of NAS-Bench-101: 423,624 rows of six columns, as CSV and as Parquet.

use std::time::Instant;

use table::{Column, Table, TableError, write_csv, write_parquet};

const ROWS: u64 = 423_624;

fn main() -> Result<(), TableError> {
    let word = |row: u64, salt: u64| (row ^ salt << 40).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let text = |of: &dyn Fn(u64) -> String| Column::Text((0..ROWS).map(of).collect());
    let share =
        |salt| Column::Number((0..ROWS).map(|row| word(row, salt) as f64 / u64::MAX as f64).collect());
    let columns = [
        ("arch", text(&|row| format!("{:016x}{:016x}", word(row, 1), word(row, 2)))),
        ("proxy", text(&|_| "epsilon".to_owned())),
        ("score", share(3)),
        ("label", share(4)),
        ("index", Column::Integer((0..ROWS as i64).collect())),
        ("status", text(&|row| if row % 3 == 0 { "underflow" } else { "ok" }.to_owned())),
    ];
    let folder = std::env::temp_dir();
    for name in ["csv", "parquet"] {
        let path = folder.join(format!("timing-{}.{name}", std::process::id()));
        let start = Instant::now();
        if name == "csv" {
            write_csv(&path, &columns)?;
        } else {
            write_parquet(&path, &columns)?;
        }
        let written = start.elapsed();
        let start = Instant::now();
        let table = Table::read(&path)?;
        let opened = start.elapsed();
        let start = Instant::now();
        let cells = table.keys("arch")?.len() + table.text("proxy")?.len() + table.text("status")?.len();
        let cells = cells
            + ["score", "label", "index"]
                .map(|name| table.numbers(name).map_or(0, |cells| cells.len()))
                .iter()
                .sum::<usize>();
        let read = start.elapsed();
        let bytes = std::fs::metadata(&path)?.len();
        std::fs::remove_file(&path)?;
        eprintln!(
            "{name}: {bytes} bytes, written in {written:.2?}, opened in {opened:.2?}, {cells} cells read in {read:.2?}"
        );
    }
    Ok(())
}
