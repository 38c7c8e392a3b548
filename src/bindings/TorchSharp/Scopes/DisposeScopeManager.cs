namespace TorchSharp;

/// <summary>This thread's open dispose scopes.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? s_current;

    internal static DisposeScopeManager ForThisThread => s_current ??= new DisposeScopeManager();

    /// <summary>Counts of what this thread created, attached and disposed.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ForThisThread.Counts;

    internal ThreadDisposeScopeStatistics Counts { get; } = new();

    internal DisposeScope? Innermost { get; private set; }

    internal DisposeScope Open() => Innermost = new DisposeScope(this, Innermost);

    // Scopes are closed innermost first; closing an outer one early takes those inside it off the stack too.
    internal void Close(DisposeScope closed)
    {
        for (var scope = Innermost; scope is not null; scope = scope.OuterScope)
        {
            if (!ReferenceEquals(scope, closed)) continue;
            Innermost = closed.OuterScope;
            return;
        }
    }
}
