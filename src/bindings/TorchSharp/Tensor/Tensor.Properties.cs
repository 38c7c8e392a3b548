using System.Globalization;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => dim();

        public long ndim => dim();

        public long NumberOfElements => numel();

        public long ElementSize => element_size();

        public ScalarType dtype => Alive((ScalarType)NativeMethods.t2l_dtype(Handle));

        public unsafe Device device
        {
            get
            {
                int index;
                var type = (DeviceType)NativeMethods.t2l_device(Handle, &index);
                return Alive(type == DeviceType.CPU ? CPU : new Device(type, index));
            }
        }

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Alive(NativeMethods.t2l_is_sparse(Handle) != 0);

        /// <summary>The sizes, in a fresh array.</summary>
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[dim()];
                fixed (long* pointer = sizes) NativeMethods.t2l_sizes(Handle, pointer);
                return Alive(sizes);
            }
        }

        public long dim() => Alive(NativeMethods.t2l_dim(Handle));

        public long numel() => Alive(NativeMethods.t2l_numel(Handle));

        public long element_size() => Alive(NativeMethods.t2l_element_size(Handle));

        public long[] size() => shape;

        public unsafe long size(int dim)
        {
            var count = (int)this.dim();
            var position = dim < 0 ? dim + count : dim;
            if (position < 0 || position >= count)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {count} dimensions.");
            var sizes = stackalloc long[count];
            NativeMethods.t2l_sizes(Handle, sizes);
            return Alive(sizes[position]);
        }

        public unsafe long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* pointer = strides) NativeError.Check(NativeMethods.t2l_strides(Handle, pointer), "stride");
            return Alive(strides);
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + (int)this.dim() : dim];

        public long storage_offset() => Alive(NativeMethods.t2l_storage_offset(Handle));

        public bool is_contiguous() => Alive(NativeMethods.t2l_is_contiguous(Handle) != 0);

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

        /// <summary>Element type, shape and device; values are read with <see cref="data{T}"/>.</summary>
        public override string ToString() =>
            IsInvalid ? "[disposed]" : string.Create(CultureInfo.InvariantCulture, $"[{string.Join('x', shape)}], type = {dtype}, device = {device}");

        // Passes a value through that was read from the handle, and keeps the handle from being finalized until then.
        private T Alive<T>(T value)
        {
            GC.KeepAlive(this);
            return value;
        }
    }
}
