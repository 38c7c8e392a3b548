namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>A clock that stands at the moment Jinja/make-cases.py uses.</summary>
internal sealed class FixedClock : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(2024, 7, 26, 9, 5, 3, TimeSpan.Zero);
}
