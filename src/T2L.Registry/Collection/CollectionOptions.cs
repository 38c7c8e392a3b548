using System.ComponentModel.DataAnnotations;

namespace T2L.Registry.Collection;

/// <summary>When what nobody needs any more is removed; section <c>Collection</c>.</summary>
public sealed class CollectionOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Collection";

    /// <summary>Hours between two runs. Default 0: only when somebody runs <c>./t2l adapters gc</c>.</summary>
    [Range(0, 8760)]
    public int EveryHours { get; set; }

    /// <summary>Days after which a deleted version is gone for good. Default 30.</summary>
    [Range(0, 36500)]
    public int DeletedDays { get; set; } = 30;

    /// <summary>Hours that bytes without a version stay: somebody may be publishing them. Default 24.</summary>
    [Range(0, 8760)]
    public int GraceHours { get; set; } = 24;
}
