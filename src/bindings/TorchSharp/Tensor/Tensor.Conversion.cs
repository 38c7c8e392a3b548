using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(Aten.to_dtype.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(Aten.to_device.Call(this, device, dtype, non_blocking, copy), disposeAfter);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(Aten.to_device.Call(this, device, type, non_blocking, copy), disposeAfter);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, false, false, non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor type_as(Tensor tensor) => to(tensor.dtype);

        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, false, false, non_blocking);

        public Tensor @bool() => to(ScalarType.Bool);

        public Tensor @byte() => to(ScalarType.Byte);

        public Tensor @char() => to(ScalarType.Int8);

        public Tensor @short() => to(ScalarType.Int16);

        public Tensor @int() => to(ScalarType.Int32);

        public Tensor @long() => to(ScalarType.Int64);

        public Tensor half() => to(ScalarType.Float16);

        public Tensor bfloat16() => to(ScalarType.BFloat16);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor clone() => Aten.clone.Call(this);

        public Tensor contiguous() => Aten.contiguous.Call(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(Aten.copy_, source, nonBlocking);

        /// <summary>The only element, as a number of C#; fails when there is more than one.</summary>
        public T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"Only a tensor with one element has an item; this one has {numel()}.");
            return ItemConversion.To<T>(ToScalar());
        }

        public Scalar ToScalar() => Aten.item.CallScalar(this);

        // `to` may have nothing to do; the result then shares this tensor, through a handle of its own.
        private Tensor Converted(Tensor result, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return result;
        }
    }
}
