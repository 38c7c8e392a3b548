using Microsoft.Extensions.Options;

namespace T2L.Registry.Aliases;

/// <summary>Words every mistake in the rules of aliases. A rule that can never apply would be a door that somebody believes to be locked.</summary>
internal sealed class AliasRulesCheck : IValidateOptions<AliasRules>
{
    public ValidateOptionsResult Validate(string? name, AliasRules options)
    {
        string[] faults = [.. options.ByName.SelectMany(rule => Faults($"{AliasRules.Section}:{rule.Key}", rule.Key, rule.Value))];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string section, string alias, AliasRule rule)
    {
        if (AliasName.Fault(alias.ToLowerInvariant()) is { } fault)
            yield return $"{section} is a rule for no alias. {fault}";
        if (rule.AtLeast is { } least && !double.IsFinite(least))
            yield return FormattableString.Invariant($"{section}:AtLeast is {least}; expected a finite number, or nothing.");
        if (!AliasName.HasForm(rule.Metric))
            yield return $"{section}:Metric is '{rule.Metric}'; expected a letter, then a-z, 0-9 and . _ - between them (default accuracy).";
        if (rule.Suite.Length == 0 && (rule.AtLeast is not null || rule.NotBelowCurrent))
            yield return $"{section}:{(rule.AtLeast is null ? nameof(AliasRule.NotBelowCurrent) : nameof(AliasRule.AtLeast))} is set and {section}:Suite is empty; expected the suite on which versions are measured.";
    }
}
