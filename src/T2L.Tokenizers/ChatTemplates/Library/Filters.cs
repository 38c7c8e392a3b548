using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>What stands after <c>|</c>.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<Value, Arguments, Run, Value>> Known = new[]
    {
        TextFilters.All, NumberFilters.All, ListFilters.All, ChoiceFilters.All,
    }.SelectMany(group => group).ToDictionary(StringComparer.Ordinal);

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    public static Value Apply(string name, Value value, Arguments arguments, Run run)
    {
        if (!Known.TryGetValue(name, out var filter))
            throw TemplateFault.Unsupported($"the filter '{name}'", "docs/chat-templates.md lists the filters.");
        run.Step(1 + (value is TextValue text ? text.Text.Length / 16 : 0));
        return filter(value, arguments, run);
    }
}
