namespace TorchSharp.Modules;

/// <summary>A tensor that modules register and optimizers change.</summary>
public class Parameter : torch.Tensor
{
    /// <summary>Takes the tensor over: the tensor object given is empty afterwards.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true) : this(data, data.OwningDisposeScope, requires_grad)
    {
    }

    // The parameter lives as long as the tensor would have: in the same scope, or in none.
    private Parameter(torch.Tensor data, DisposeScope? scope, bool requiresGrad) : base(data.with_requires_grad(requiresGrad).DecoupleFromNativeHandle()) =>
        MoveToOtherDisposeScope(scope);
}
