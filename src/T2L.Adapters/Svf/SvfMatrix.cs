namespace T2L.Adapters.Svf;

/// <summary>One decomposed matrix as a decomposition lists it.</summary>
/// <param name="Name">The weight.</param>
/// <param name="Rows">Outputs of the weight.</param>
/// <param name="Columns">Inputs of the weight.</param>
/// <param name="FileDigest">Address of the file with its basis and singular values.</param>
public sealed record SvfMatrix(SvfMatrixName Name, long Rows, long Columns, Digest FileDigest)
{
    /// <summary>Most rows or columns.</summary>
    public const long MaxSize = SvfExpert.MaxLength;

    /// <summary>The kept side: the smaller one.</summary>
    public SvfSide Side => SideOf(Rows, Columns);

    /// <summary>k, the number of singular values: the smaller of rows and columns.</summary>
    public long Rank => Math.Min(Rows, Columns);

    /// <summary>The name of the matrix's file inside the decomposition's folder.</summary>
    public string FileName => FileNameOf(Name);

    /// <summary>The kept side of a weight of this shape.</summary>
    /// <param name="rows">Outputs.</param>
    /// <param name="columns">Inputs.</param>
    /// <returns>V where rows ≥ columns, else U.</returns>
    public static SvfSide SideOf(long rows, long columns) => rows >= columns ? SvfSide.V : SvfSide.U;

    /// <summary>The name of a matrix's file.</summary>
    /// <param name="name">The weight.</param>
    /// <returns>The weight's name without <c>.weight</c>, and <c>.safetensors</c>.</returns>
    public static string FileNameOf(SvfMatrixName name) => name.Path + ".safetensors";
}
