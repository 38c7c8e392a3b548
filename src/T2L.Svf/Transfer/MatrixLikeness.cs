namespace T2L.Svf.Transfer;

/// <summary>How alike one matrix of two models is, as far as an expert's numbers go.</summary>
/// <param name="Name">The weight.</param>
/// <param name="ValueCorrelation">Correlation of the logarithms of the singular values, in order; 0 where one model's are all the same.</param>
/// <param name="VectorCosine">Mean |cos| between the kept singular vectors, in order. Null where the models keep other sides.</param>
/// <param name="ChanceCosine">What two random directions of this length have: √(2 / πn).</param>
public sealed record MatrixLikeness(string Name, double ValueCorrelation, double? VectorCosine, double ChanceCosine);
