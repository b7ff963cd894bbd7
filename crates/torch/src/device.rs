use std::fmt;
use std::str::FromStr;

use crate::{DeviceError, SetupError};

/// Where a network runs. By default, on the CPU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Device {
    /// The processor, with [`threads`](crate::threads()) threads.
    #[default]
    Cpu,
    /// The GPU with this number, counted from 0.
    Cuda(usize),
}

impl Device {
    /// The device as libtorch knows it, if it is there.
    pub(crate) fn open(self) -> Result<tch::Device, SetupError> {
        let Self::Cuda(index) = self else {
            return Ok(tch::Device::Cpu);
        };
        if !tch::Cuda::is_available() {
            return Err(SetupError::NoCuda { index, built: tch::utils::has_cudart() });
        }
        let count = usize::try_from(tch::Cuda::device_count()).unwrap_or(0);
        if index >= count {
            return Err(SetupError::NoSuchGpu { index, count });
        }
        Ok(tch::Device::Cuda(index))
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpu => f.write_str("cpu"),
            Self::Cuda(index) => write!(f, "cuda:{index}"),
        }
    }
}

impl FromStr for Device {
    type Err = DeviceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let index = || text.strip_prefix("cuda:")?.parse().ok();
        match text {
            "cpu" => Ok(Self::Cpu),
            // `parse` takes a sign; a device has none.
            _ if text.contains('+') => Err(DeviceError { text: text.to_owned() }),
            _ => index().map(Self::Cuda).ok_or_else(|| DeviceError { text: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_read_back() {
        for device in [Device::Cpu, Device::Cuda(0), Device::Cuda(12)] {
            assert_eq!(device.to_string().parse(), Ok(device));
        }
    }

    #[test]
    fn what_is_no_device_says_what_is() {
        for text in ["", "gpu", "cuda", "cuda:", "cuda:-1", "cuda:+1", "cuda:x", "CPU"] {
            let error = text.parse::<Device>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("device `{text}` is not cpu or cuda:N (N counts from 0, as in cuda:0)")
            );
        }
    }

    #[test]
    fn a_gpu_that_is_not_there_is_an_error() {
        let error = Device::Cuda(1 << 20).open().unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("cuda:1048576 was asked for, but "), "{message}");
    }
}
