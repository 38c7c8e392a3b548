using System.Globalization;
using T2L.Registry.Data;
using T2L.Registry.Evaluations;

namespace T2L.Registry.Aliases;

/// <summary>Holds a version against the rule of an alias that is to point at it, within the transaction of the move.</summary>
internal sealed class EvaluationGate(RegistryDb db, string alias, AliasRule rule)
{
    public async Task RequireAsync(string adapter, AdapterVersion target, Guid? current, CancellationToken cancellationToken)
    {
        var (suite, metric) = (rule.Suite, rule.Metric);
        var measured = await AdapterEvaluations.NewestAsync(db, target.Id, suite, metric, cancellationToken).ConfigureAwait(false)
            ?? throw Refused($"version {target.Version} of '{adapter}' has no {metric} on '{suite}'. Measure it first: POST /v1/adapters/{{reference}}/evaluations/run, or ./t2l adapters evaluate.");
        if (rule.AtLeast is { } least && measured.Value < least)
            throw Refused($"version {target.Version} of '{adapter}' has {metric} {measured.Value} on '{suite}'{Count(measured)}; expected at least {least}. Promote another version.");
        if (!rule.NotBelowCurrent || current is not { } now || await AdapterEvaluations.NewestAsync(db, now, suite, metric, cancellationToken).ConfigureAwait(false) is not { } before)
            return;
        if (measured.Value < before.Value)
            throw Refused($"version {target.Version} of '{adapter}' has {metric} {measured.Value} on '{suite}'{Count(measured)}, below {before.Value}{Count(before)} of the version it points at now. Promote another version.");
    }

    private static string Count(Evaluation figure) => figure.N is { } n ? string.Create(CultureInfo.InvariantCulture, $" (n = {n})") : "";

    private AliasEvaluationException Refused(FormattableString why) => new($"Alias '{alias}' is not moved: {why.ToString(CultureInfo.InvariantCulture)}");
}
