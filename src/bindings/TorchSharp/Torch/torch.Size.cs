using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sizes of a tensor's dimensions.</summary>
    public readonly struct Size : IEnumerable<long>
    {
        public static readonly Size Empty = new(Array.Empty<long>());

        private readonly long[]? _shape;

        public Size(long[] shape) => _shape = [.. shape];

        public Size(IEnumerable<long> shape) => _shape = [.. shape];

        public Size(int[] shape) => _shape = Array.ConvertAll(shape, size => (long)size);

        public Size(long size) => _shape = [size];

        public Size((long, long) size) => _shape = [size.Item1, size.Item2];

        public Size((long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public bool IsEmpty => Shape.Length == 0;

        public bool IsScalar => Shape.Length == 0;

        public int Length => Shape.Length;

        public long[] Shape => _shape ?? [];

        public long this[int idx] => Shape[idx];

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static bool operator ==(Size left, Size right) => left.Shape.AsSpan().SequenceEqual(right.Shape);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public long numel() => Shape.TotalSize();

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override bool Equals(object? obj) => obj is Size other && this == other;

        public override int GetHashCode() => Shape.Aggregate(Shape.Length, HashCode.Combine);
    }
}
