using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch. The object owns one reference to it and gives it up when disposed or finalized.</summary>
    public partial class Tensor : IDisposable
    {
        private nint _handle;

        internal Tensor(nint handle)
        {
            _handle = handle;
            var manager = DisposeScopeManager.ForThisThread;
            if (manager.Innermost is DisposeScope scope)
            {
                scope.Adopt(this);
                manager.Counts.TensorStatistics.CreatedInScopeCount++;
            }
            else manager.Counts.TensorStatistics.CreatedOutsideScopeCount++;
        }

        ~Tensor() => Release();

        /// <summary>Live references to tensors in this process, on all threads.</summary>
        public static long TotalCount => NativeMethods.t2l_live_tensors();

        /// <summary>The most there have been at one time.</summary>
        public static long PeakCount => NativeMethods.t2l_peak_tensors();

        public string? name { get; set; }

        public bool IsInvalid => _handle == 0;

        public IntPtr Handle => _handle != 0 ? _handle : throw new InvalidOperationException("The tensor has been disposed, or its dispose scope has.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (_handle == 0) return;
            if (OwningDisposeScope is DisposeScope scope) scope.MarkAsDisposed(this);
            else DisposeScopeManager.ForThisThread.Counts.TensorStatistics.DisposedOutsideScopeCount++;
            Release();
        }

        internal void DisposeFromScope(LifetimeStatistics counts)
        {
            OwningDisposeScope = null;
            counts.DisposedInScopeCount++;
            Release();
            GC.SuppressFinalize(this);
        }

        /// <summary>Leaves this object empty and gives its native reference to the caller.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            OwningDisposeScope?.MarkAsDisposed(this);
            GC.SuppressFinalize(this);
            return Interlocked.Exchange(ref _handle, 0);
        }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Another object for the same tensor, with a lifetime of its own.</summary>
        public Tensor alias()
        {
            var other = new Tensor(NativeMethods.t2l_alias(Handle));
            GC.KeepAlive(this);
            return other;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is DisposeScope scope) scope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        // Also reached by the finalizer, so nothing but the handle may be touched.
        private void Release()
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0) NativeMethods.t2l_release(handle);
        }
    }
}
