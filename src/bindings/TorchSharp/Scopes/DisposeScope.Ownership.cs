using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

/// <content>Moving objects into, out of and between scopes.</content>
public sealed partial class DisposeScope
{
    public void Attach(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            if (ReferenceEquals(tensor.OwningDisposeScope, this)) return;
            tensor.OwningDisposeScope?._disposables.Remove(tensor);
            tensor.OwningDisposeScope = this;
            _manager.Counts.TensorStatistics.AttachedToScopeCount++;
        }
        _disposables.Add(disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var attached = disposables.ToList();
        attached.ForEach(Attach);
        return attached;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        MoveTo(null, disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) MoveTo(null, disposable);
    }

    /// <summary>Hands an object to the enclosing scope; without one it is detached.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveTo(OuterScope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) MoveTo(OuterScope, disposable);
    }

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        MoveTo(scope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) MoveTo(scope, disposable);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Ownership moves; nothing is created here.")]
    private void MoveTo(DisposeScope? target, IDisposable disposable)
    {
        if (!_disposables.Remove(disposable)) return;
        target?._disposables.Add(disposable);
        if (disposable is not torch.Tensor tensor) return;
        tensor.OwningDisposeScope = target;
        if (target is null) _manager.Counts.TensorStatistics.DetachedFromScopeCount++;
    }
}
