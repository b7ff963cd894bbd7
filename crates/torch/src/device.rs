//! Finding a device.

use epsilon::Device;

use crate::SetupError;

/// libtorch's device, if it exists.
pub(crate) fn open(device: Device) -> Result<tch::Device, SetupError> {
    let Device::Cuda(index) = device else {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gpu_that_is_not_there_is_an_error() {
        let error = open(Device::Cuda(1 << 20)).unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("cuda:1048576 was asked for, but "), "{message}");
    }
}
