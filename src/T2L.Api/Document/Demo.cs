namespace T2L.Api.Document;

/// <summary>The small registry that all examples of the OpenAPI document speak of.</summary>
internal static class Demo
{
    /// <summary>An adapter with two versions.</summary>
    public const string Adapter = "demo/reverse";

    /// <summary>One with a single version, which nobody needs any more.</summary>
    public const string Spare = "demo/spare";

    /// <summary>One that was deleted.</summary>
    public const string Deleted = "demo/retired";

    /// <summary>One that failed a check.</summary>
    public const string Quarantined = "demo/strong";

    /// <summary>Two SVF experts.</summary>
    public const string Expert = "demo/sums", OtherExpert = "demo/words";

    /// <summary>An alias of <see cref="Adapter"/>.</summary>
    public const string Alias = "champion";

    public const string BaseModel = "nano";

    /// <summary>How a key's secret begins.</summary>
    public const string KeyPrefix = "t2l_aaaabbbbcccc";

    /// <summary>A place in a list.</summary>
    public const string Page = "AAdmQfqVwAABmrPAAABwAIAAAAAAAAAB";

    public const string Somebody = "key 'build server' (t2l_aaaabbbbcccc)";

    /// <summary>What examples give for digests; nothing has them.</summary>
    public const string Digest = "sha256:3f9a1c5e7b2d4f608192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8";

    public static DateTimeOffset At { get; } = new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);

    /// <summary>A job that is over.</summary>
    public static Guid Job { get; } = new("019ab3c0-0000-7000-8000-000000000001");

    /// <summary>A job that is not.</summary>
    public static Guid RunningJob { get; } = new("019ab3c0-0000-7000-8000-000000000002");

    public static Guid Webhook { get; } = new("019ab3c0-0000-7000-8000-000000000003");

    /// <summary>A message to <see cref="Webhook"/>.</summary>
    public static Guid Delivery { get; } = new("019ab3c0-0000-7000-8000-000000000004");

    /// <summary>The identity of whatever an answer shows.</summary>
    public static Guid Id { get; } = new("019ab3c0-0000-7000-8000-000000000005");
}
