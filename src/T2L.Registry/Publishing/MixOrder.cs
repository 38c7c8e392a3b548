using System.Globalization;
using T2L.Adapters.Origin;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Registry.Audit;

namespace T2L.Registry.Publishing;

/// <summary>Several SVF experts to be mixed into one and published.</summary>
/// <param name="Parts">The experts and their weights, 2 to <see cref="MostParts"/>.</param>
/// <param name="Space">What is added up.</param>
/// <param name="Name">Name to publish under; null makes one of the digest. A name that exists gets a new version.</param>
public sealed record MixOrder(IReadOnlyList<MixOrderPart> Parts, MixSpace Space = MixSpace.Gate, string? Name = null)
{
    /// <summary>Experts of one mix at most.</summary>
    public const int MostParts = SvfExpert.MostTogether;

    /// <summary>How the weights were found; null where they were given.</summary>
    public MixSearch? Search { get; init; }

    /// <summary>Who orders it, for the audit log; null is the user of this process.</summary>
    public Actor? Actor { get; init; }

    /// <summary>What is wrong with the parts, before anyone looks for the experts.</summary>
    /// <returns>A sentence for the user; null when they are fine.</returns>
    public string? Fault()
    {
        if (Parts.Count is < 2 or > MostParts)
            return $"The mix has {Parts.Count} parts; expected 2 to {MostParts}, each an expert and its weight.";
        return Parts.Select(PartFault).FirstOrDefault(fault => fault is not null) ?? SumFault();
    }

    private string? PartFault(MixOrderPart part, int place)
    {
        if (string.IsNullOrWhiteSpace(part.Adapter))
            return $"Part {place + 1} of the mix names no adapter; give an expert's id, digest or name.";
        if (part.Weight is not { } weight)
            return $"Part {place + 1} of the mix, '{part.Adapter}', has no weight; give it a number, for instance 0.5.";
        if (!float.IsFinite((float)weight))
            return Invariant($"The weight of part {place + 1} of the mix, '{part.Adapter}', is {weight}; expected a finite number, for instance 0.5.");
        return weight < 0 && Space == MixSpace.Gate
            ? Invariant($"The weight of part {place + 1} of the mix, '{part.Adapter}', is {weight}; expected 0 or more. Only in raw space may weights be negative.")
            : null;
    }

    private string? SumFault()
    {
        var weights = Parts.Select(part => (double)(float)part.Weight!.Value).ToArray();
        return Math.Abs(weights.Sum()) <= 1e-6 * weights.Sum(Math.Abs)
            ? Invariant($"The weights of the mix are {string.Join(", ", weights.Select(weight => weight.ToString(CultureInfo.InvariantCulture)))} and sum to zero; expected another sum, for instance of 0.7 and 0.3.")
            : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>One expert of a mix.</summary>
/// <param name="Adapter">Id, digest or name of the expert.</param>
/// <param name="Weight">Its weight; only the ratios of weights count.</param>
public sealed record MixOrderPart(string? Adapter, double? Weight);
