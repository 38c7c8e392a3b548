using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Sorting that keeps equal items in their order, also backwards, as Python's <c>sorted</c> does.</summary>
/// <remarks>A merge sort of our own: the library's sorts may refuse an order that a template's values make inconsistent, and hide our faults.</remarks>
internal static class ItemOrder
{
    public static IReadOnlyList<Value> Sorted(IReadOnlyList<Value> items, Func<Value, Value> key, bool backwards, Run run)
    {
        var keyed = items.Select(item => (Key: key(item), Item: item)).ToArray();
        Sort(keyed, new (Value, Value)[keyed.Length], (a, b) => Comparison.Order(a, "<", b, run) * (backwards ? -1 : 1) < 0);
        return Array.ConvertAll(keyed, entry => entry.Item);
    }

    private static void Sort(Span<(Value Key, Value Item)> items, Span<(Value Key, Value Item)> spare, Func<Value, Value, bool> isLess)
    {
        if (items.Length < 2)
            return;
        int middle = items.Length / 2;
        Sort(items[..middle], spare[..middle], isLess);
        Sort(items[middle..], spare[middle..], isLess);
        items.CopyTo(spare);
        for (int i = 0, left = 0, right = middle; i < items.Length; i++)
            items[i] = left < middle && (right == items.Length || !isLess(spare[right].Key, spare[left].Key)) ? spare[left++] : spare[right++];
    }
}
