using System.ComponentModel.DataAnnotations;
using T2L.Hypernetwork.Search;

namespace T2L.Worker.Generation;

/// <summary>Section <c>Generation</c>: the models that turn a description into an adapter, and the care for its jobs.</summary>
public sealed class GenerationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Generation";

    /// <summary>Directory of the hypernetwork. Default models/nano/hypernetwork.</summary>
    [Required(ErrorMessage = "the directory of a hypernetwork")]
    public string Hypernetwork { get; set; } = "models/nano/hypernetwork";

    /// <summary>Directory of the text encoder. Default models/nano/encoder.</summary>
    [Required(ErrorMessage = "the directory of a text encoder")]
    public string Encoder { get; set; } = "models/nano/encoder";

    /// <summary>Seconds a worker holds a job without a sign of life. Default 60; a working one renews it every third of that.</summary>
    [Range(1, 3600)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>Seconds between two looks for jobs whose message or worker was lost. Default 5.</summary>
    [Range(1, 600)]
    public int SweepSeconds { get; set; } = 5;

    /// <summary>Seconds until a job is tried again after a failure that may heal; twice as long after each further one. Default 1.</summary>
    [Range(0.01, 600.0)]
    public double RetrySeconds { get; set; } = 1;

    /// <summary>How often a job is tried. Default 5.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>
    /// How far the norm of one matrix' change may be from what the hypernetwork writes for its training tasks, in robust deviations of the logarithm; farther is a quarantine.
    /// Default 12. Ignored where the hypernetwork's folder names no training tasks.
    /// </summary>
    [Range(1.0, 1000.0)]
    public double MaxNormDeviations { get; set; } = 12;

    /// <summary>Candidates of a round of a search with examples. Default 32.</summary>
    [Range(4, 256)]
    public int SearchCandidates { get; set; } = 32;

    /// <summary>Rounds of a search with examples. Default 6.</summary>
    [Range(1, 100)]
    public int SearchRounds { get; set; } = 6;

    /// <summary>How far a search with examples looks around the description at first, in deviations of training tasks. Default 0.5.</summary>
    [Range(0.01, 4.0)]
    public double SearchSpread { get; set; } = 0.5;

    /// <summary>Seconds after which a search begins no new round. Default 60. A search that was cut may not be found again by its seed.</summary>
    [Range(1, 240)]
    public int SearchSeconds { get; set; } = 60;

    // A quarter goes on, as in 32 candidates and 8.
    internal SearchOptions Search => new()
    {
        Candidates = SearchCandidates,
        Elite = Math.Max(2, SearchCandidates / 4),
        Rounds = SearchRounds,
        Spread = SearchSpread,
        TimeLimit = TimeSpan.FromSeconds(SearchSeconds),
    };

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    internal TimeSpan Sweep => TimeSpan.FromSeconds(SweepSeconds);
}
