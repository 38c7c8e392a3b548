namespace TorchSharp;

/// <summary>Disposes the tensors made on its thread while it is the innermost scope, except those moved out or detached.</summary>
public sealed partial class DisposeScope : IDisposable
{
    // Disposables compare by reference: tensors compare by value.
    private readonly HashSet<IDisposable> _disposables = new(ReferenceEqualityComparer.Instance);
    private readonly DisposeScopeManager _manager;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        _manager = manager;
        OuterScope = outer;
    }

    internal DisposeScope? OuterScope { get; }

    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables];

    public int DisposablesCount => _disposables.Count;

    public bool Contains(IDisposable disposable) => _disposables.Contains(disposable);

    public void Dispose()
    {
        DisposeEverything();
        _manager.Close(this);
    }

    public void DisposeEverything()
    {
        foreach (var disposable in _disposables)
        {
            if (disposable is torch.Tensor tensor) tensor.DisposeFromScope(_manager.Counts.TensorStatistics);
            else disposable.Dispose();
        }
        _disposables.Clear();
    }

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var kept = inKeep.Where(_disposables.Remove).ToArray();
        DisposeEverything();
        foreach (var disposable in kept) _disposables.Add(disposable);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Forgets an object that its owner has disposed.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (!_disposables.Remove(disposable)) return;
        if (disposable is not torch.Tensor tensor) return;
        tensor.OwningDisposeScope = null;
        _manager.Counts.TensorStatistics.DisposedInScopeCount++;
    }

    // A new tensor: nobody else can own it yet.
    internal void Adopt(torch.Tensor tensor)
    {
        _disposables.Add(tensor);
        tensor.OwningDisposeScope = this;
    }
}
