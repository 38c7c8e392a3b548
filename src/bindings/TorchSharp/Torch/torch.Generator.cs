using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers of its own. Not for use by two threads at once if the order matters.</summary>
    public class Generator : IDisposable
    {
        private static readonly Lazy<Generator> s_default = new(() => new Generator(NativeMethods.t2l_default_generator(), CPU));

        private nint _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            _handle = NativeError.Check(NativeMethods.t2l_generator(seed, (int)this.device.type, this.device.index), "Generator");
        }

        private Generator(nint handle, Device device)
        {
            this.device = device;
            _handle = NativeError.Check(handle, "Generator");
        }

        ~Generator() => Dispose(false);

        public static Generator Default => s_default.Value;

        public nint Handle => _handle != 0 ? _handle : throw new InvalidOperationException("The generator has been disposed.");

        public Device device { get; }

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.t2l_generator_set_seed(Handle, (ulong)seed), "Generator.manual_seed");
            return this;
        }

        public long initial_seed() => (long)NativeMethods.t2l_generator_seed(Handle, 0);

        /// <summary>Seeds from the operating system and returns that seed.</summary>
        public long seed() => (long)NativeMethods.t2l_generator_seed(Handle, 1);

        public Tensor get_state() => new(NativeError.Check(NativeMethods.t2l_generator_state(Handle), "Generator.get_state"));

        public void set_state(Tensor value)
        {
            NativeError.Check(NativeMethods.t2l_generator_set_state(Handle, value.Handle), "Generator.set_state");
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            // The default generator belongs to the process: seeding through it must go on working.
            if (s_default.IsValueCreated && ReferenceEquals(this, s_default.Value)) return;
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0) NativeMethods.t2l_generator_release(handle);
        }
    }

    /// <summary>Seeds every device's default generator.</summary>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static long initial_seed() => random.initial_seed();

    public static long seed() => random.seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.t2l_manual_seed((ulong)seed), "manual_seed");
            return Generator.Default;
        }

        public static long initial_seed() => Generator.Default.initial_seed();

        public static long seed() => Generator.Default.seed();

        public static Tensor get_rng_state() => Generator.Default.get_state();

        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
