namespace TorchSharp;

public static partial class torch
{
    /// <summary>The innermost scope of this thread; null outside every scope.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ForThisThread.Innermost;

    /// <summary>Opens a scope that disposes the tensors made in it on this thread.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ForThisThread.Open();

    /// <summary>Runs an expression in a scope of its own and keeps only its result.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(expr());
    }
}
