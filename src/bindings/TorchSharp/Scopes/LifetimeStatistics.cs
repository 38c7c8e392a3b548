namespace TorchSharp;

/// <summary>How many objects of one kind a thread created, moved and disposed.</summary>
public class LifetimeStatistics
{
    public long CreatedOutsideScopeCount { get; internal set; }

    public long DisposedOutsideScopeCount { get; internal set; }

    public long CreatedInScopeCount { get; internal set; }

    public long DisposedInScopeCount { get; internal set; }

    public long AttachedToScopeCount { get; internal set; }

    public long DetachedFromScopeCount { get; internal set; }

    public long ThreadTotalLiveCount => CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    public void Reset()
    {
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount = 0;
        DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;
    }

    public override string ToString() =>
        $"created in scope {CreatedInScopeCount}, outside {CreatedOutsideScopeCount}; disposed in scope {DisposedInScopeCount}, outside {DisposedOutsideScopeCount}; attached {AttachedToScopeCount}, detached {DetachedFromScopeCount}; live {ThreadTotalLiveCount}";
}
