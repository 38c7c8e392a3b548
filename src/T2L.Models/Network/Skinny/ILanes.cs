using System.Runtime.Intrinsics;

namespace T2L.Models.Network.Skinny;

/// <summary>What a <see cref="DotTile{TVector,TLanes,TWeight}"/> needs of one width of vectors.</summary>
/// <typeparam name="TVector">A vector of float32.</typeparam>
internal unsafe interface ILanes<TVector>
{
    /// <summary>Numbers of a vector.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of x that are multiplied together: as many as leave every sum in a register.</summary>
    static abstract int Rows { get; }

    /// <summary>Whether this processor has it.</summary>
    static abstract bool Available { get; }

    static abstract TVector Load(float* from);

    /// <summary>Of twice as many bfloat16 numbers those at even places, whose bits move up.</summary>
    static abstract TVector LoadEven(ushort* from);

    /// <summary>Those at odd places, whose bits are where float32 has them.</summary>
    static abstract TVector LoadOdd(ushort* from);

    static abstract void Store(TVector value, float* to);

    /// <summary>a · b + sum, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector sum);

    /// <summary>The sums of four vectors.</summary>
    static abstract Vector128<float> Sums(TVector a, TVector b, TVector c, TVector d);
}
