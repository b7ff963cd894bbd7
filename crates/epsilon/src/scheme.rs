use std::fmt;

/// How convolution weights are drawn when they are not all one constant.
///
/// The schemes are those of the original study. As there, they change convolutions only: every batch-norm weight is 1,
/// every bias 0, and linear weights are normal with standard deviation 0.01, whatever the scheme.
/// For a weight `[out, in, k, k]` the fan-in is `in * k * k` and the fan-out `out * k * k`.
///
/// # References
/// K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet
/// Classification", 2015, arXiv 1502.01852 (Kaiming); A. M. Saxe, J. L. McClelland, S. Ganguli, "Exact solutions to
/// the nonlinear dynamics of learning in deep linear neural networks", 2013, arXiv 1312.6120 (orthogonal).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// Uniform in [0, 1).
    Uniform,
    /// Standard normal.
    Normal,
    /// Uniform within plus and minus `sqrt(6 / fan_in)`.
    KaimingUniform,
    /// Normal with variance `2 / fan_out`.
    KaimingNormal,
    /// The weight as an `[out, in * k * k]` matrix has orthonormal rows, or columns where it has more rows than
    /// columns; uniform among such matrices.
    Orthogonal,
    /// All zeros: a control for which no network has a score.
    Zero,
}

impl Scheme {
    /// All schemes, in the order of tables.
    pub const ALL: [Self; 6] = [
        Self::Uniform,
        Self::Normal,
        Self::KaimingUniform,
        Self::KaimingNormal,
        Self::Orthogonal,
        Self::Zero,
    ];

    /// Standard deviation of linear weights under every scheme.
    pub const LINEAR_DEVIATION: f64 = 0.01;

    /// The name in configs and tables: `uniform`, `normal`, `kaiming_uniform`, `kaiming_normal`, `orthogonal`,
    /// `zero`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Normal => "normal",
            Self::KaimingUniform => "kaiming_uniform",
            Self::KaimingNormal => "kaiming_normal",
            Self::Orthogonal => "orthogonal",
            Self::Zero => "zero",
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
