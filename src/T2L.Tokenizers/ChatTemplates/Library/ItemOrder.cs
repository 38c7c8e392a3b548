using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Sorting that keeps equal items in their order, also backwards, as Python's <c>sorted</c> does.</summary>
internal static class ItemOrder
{
    public static IReadOnlyList<Value> Sorted(IReadOnlyList<Value> items, Func<Value, Value> key, bool backwards, Run run)
    {
        var keyed = items.Select(item => (Key: key(item), Item: item)).ToArray();
        var order = Comparer<Value>.Create((a, b) => (Comparison.Order(a, "<", b, run) ?? 0) * (backwards ? -1 : 1));
        return [.. keyed.OrderBy(entry => entry.Key, order).Select(entry => entry.Item)];
    }
}
