namespace TorchSharp;

public static partial class torch
{
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.zeros_like(dtype, device, requires_grad);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.ones_like(dtype, device, requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.empty_like(dtype, device, requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.full_like(value, dtype, device, requires_grad);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.rand_like(dtype, device, requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.randn_like(dtype, device, requires_grad);

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);
}
