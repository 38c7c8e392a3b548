using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Alive(NativeMethods.t2l_requires_grad(Handle) > 0);
            set => requires_grad_(value);
        }

        public bool is_leaf => Alive(NativeMethods.t2l_is_leaf(Handle) > 0);

        /// <summary>The accumulated gradient, as a new object over the same memory; null when there is none.</summary>
        public Tensor? grad
        {
            get
            {
                var handle = Alive(NativeMethods.t2l_grad(Handle));
                return handle == 0 ? null : new Tensor(handle);
            }
            set
            {
                NativeError.Check(NativeMethods.t2l_set_grad(Handle, value?.Handle ?? 0), "grad");
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            NativeError.Check(NativeMethods.t2l_set_requires_grad(Handle, requires_grad ? 1 : 0), "requires_grad_");
            return Alive(this);
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            NativeError.Check(NativeMethods.t2l_retain_grad(Handle), "retain_grad");
            GC.KeepAlive(this);
        }

        public void backward() => Gradients.Backward([this], null, false, false, null);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Gradients.Backward([this], grad_tensors, retain_graph || create_graph, create_graph, inputs);

        public Tensor detach() => Aten.detach.Call(this);

        public Tensor detach_()
        {
            Aten.detach_.Run(this);
            return this;
        }

        // The tensor stays the same object for optimizers and modules, with other values, element type or device.
        internal void SetData(Tensor data)
        {
            NativeError.Check(NativeMethods.t2l_set_data(Handle, data.Handle), "set_data");
            GC.KeepAlive(this);
            GC.KeepAlive(data);
        }
    }
}
