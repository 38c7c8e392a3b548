namespace T2L.Training.Tasks.Operations;

/// <summary>All operations of the suite, in their fixed order.</summary>
internal static class OperationCatalog
{
    /// <summary>The 73 operations that are not pairs.</summary>
    public static IReadOnlyList<Operation> Primitives { get; } =
    [
        .. WordOperations.All, .. ListOperations.All, .. NumberOperations.All, .. DateOperations.All,
        .. TimeOperations.All, .. RecordOperations.All, .. NounOperations.All, .. MeasureOperations.All, .. NumberPairOperations.All,
    ];

    /// <summary>The full grid: each of eight word operations followed by each of eight others.</summary>
    public static IReadOnlyList<Operation> Pairs { get; } =
        [.. WordOperations.GridFirst.SelectMany(first => WordOperations.GridSecond.Select(second => Operation.Pair(first, second)))];

    /// <summary>The 137 operations.</summary>
    public static IReadOnlyList<Operation> All { get; } = [.. Primitives, .. Pairs];
}
