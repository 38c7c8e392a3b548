namespace TorchSharp;

public static partial class torch
{
    /// <summary>One position inside the brackets of an indexing expression.</summary>
    public readonly struct TensorIndex
    {
        internal enum Kind
        {
            None,
            Single,
            Slice,
            Ellipsis,
            Bool,
            Tensor,
        }

        public static readonly TensorIndex Ellipsis = new(Kind.Ellipsis);

        /// <summary>Inserts a dimension of size 1.</summary>
        public static readonly TensorIndex None = new(Kind.None);

        public static readonly TensorIndex Null = new(Kind.None);

        public static readonly TensorIndex Colon = new(Kind.Slice);

        private TensorIndex(Kind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            Type = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Values = tensor;
        }

        internal Kind Type { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Values { get; }

        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0);

        public static TensorIndex Single(long? index) => new(Kind.Single, index);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => new(Kind.Slice, range.start, range.end);

        public static TensorIndex Slice(Range range) => new(Kind.Slice, From(range.Start, 0), To(range.End));

        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        private static long? From(Index index, long fallback) => index.IsFromEnd ? -index.Value : index.Value == 0 ? fallback : index.Value;

        // ^0 is the end itself, which a negative number cannot say.
        private static long? To(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -index.Value;
    }
}
