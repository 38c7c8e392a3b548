namespace T2L.Registry;

internal static class RegistryClock
{
    /// <summary>Now, in whole microseconds as PostgreSQL keeps it, so that a value written is the value read.</summary>
    internal static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
