namespace T2L.Hypernetwork.Kernels;

/// <summary>
/// Which row of a weight becomes which column of the result: column j is row
/// <c>First + j / Inner · OuterStep + j % Inner · InnerStep</c>. Reordering the rows of a head once, when it is loaded, stores
/// its results in their final places without a transpose.
/// </summary>
internal readonly record struct ColumnOrder(long Columns, long First, long Inner, long OuterStep, long InnerStep)
{
    /// <summary>Rows one after the other.</summary>
    public static ColumnOrder Plain(long columns, long first = 0) => new(columns, first, columns, 0, 1);
}
