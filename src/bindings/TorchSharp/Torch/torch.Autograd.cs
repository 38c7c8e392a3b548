using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Switches gradients off on this thread until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>As <see cref="no_grad"/>, and tensors made inside can never take part in autograd; dispose in reverse order.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_grad_enabled() => NativeMethods.t2l_grad_enabled() != 0;

    public static bool is_inference_mode_enabled() => NativeMethods.t2l_inference_enabled() != 0;

    public static class autograd
    {
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Gradients.Backward(tensors, grad_tensors, retain_graph ?? create_graph, create_graph, inputs);

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Gradients.Backward([tensor], grad_tensors, retain_graph ?? create_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Gradients.Backward([tensor], [grad_tensor], retain_graph ?? create_graph, create_graph, inputs);

        /// <summary>Gradients of the outputs with respect to the inputs, without touching any <c>grad</c>.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false) =>
            Gradients.Of(outputs, inputs, grad_outputs, retain_graph || create_graph, create_graph, allow_unused);
    }
}
