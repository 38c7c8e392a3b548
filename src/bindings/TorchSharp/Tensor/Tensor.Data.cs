using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements as C# values, in place; the tensor must be on the CPU and of the matching type.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>The memory of a contiguous CPU tensor; valid while the tensor lives. Assigning copies.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (device_type != DeviceType.CPU) throw new InvalidOperationException($"The tensor is on {device}; its bytes can be read on the CPU only. Call cpu() first.");
                if (!is_contiguous()) throw new InvalidOperationException("The tensor is not contiguous; its bytes do not follow one another. Call contiguous() first.");
                var count = checked((int)(numel() * element_size()));
                var data = NativeMethods.t2l_data(Handle);
                if (data is null && count > 0) NativeError.Throw("bytes");
                return new Span<byte>(data, count);
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length) throw new ArgumentException($"{value.Length} bytes were given, the tensor has {target.Length}.", nameof(value));
                value.CopyTo(target);
            }
        }

        public T ReadCpuValue<T>(long i) where T : unmanaged => data<T>()[i];

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);
    }
}
