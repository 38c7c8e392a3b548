namespace T2L.Svf.Adaptation;

/// <summary>The order in which CPython's <c>random.seed(n); random.shuffle(list)</c> leaves a list: how the official code draws its shots.</summary>
/// <remarks>The Mersenne twister MT19937 (Matsumoto, Nishimura 1998), initialised by array as CPython does with a whole number.</remarks>
public static class PythonShuffle
{
    private const int Words = 624, Offset = 397;

    /// <summary>The shuffled places.</summary>
    /// <param name="count">Length of the list, 0 or more.</param>
    /// <param name="seed">The seed, 0 or more.</param>
    /// <returns>0 to count - 1, shuffled.</returns>
    public static int[] Order(int count, uint seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var twister = new Twister(seed);
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = (int)twister.Below((uint)i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private sealed class Twister
    {
        private readonly uint[] _state = new uint[Words];
        private int _next = Words;

        public Twister(uint seed)
        {
            Fill(19650218);
            for (var (i, k) = (1, 0); k < Words; k++, Advance(ref i))
                _state[i] = (_state[i] ^ (Mixed(i) * 1664525)) + seed;
            for (var (i, k) = ((Words % (Words - 1)) + 1, 1); k < Words; k++, Advance(ref i))
                _state[i] = (_state[i] ^ (Mixed(i) * 1566083941)) - (uint)i;
            _state[0] = 0x80000000;
        }

        /// <summary>A number below a bound: as many bits as the bound has, drawn again until they are below it.</summary>
        public uint Below(uint bound)
        {
            var shift = System.Numerics.BitOperations.LeadingZeroCount(bound);
            uint number;
            do
                number = Next() >> shift;
            while (number >= bound);
            return number;
        }

        private uint Next()
        {
            if (_next == Words)
                Twist();
            var y = _state[_next++];
            y ^= y >> 11;
            y ^= (y << 7) & 0x9D2C5680;
            y ^= (y << 15) & 0xEFC60000;
            return y ^ (y >> 18);
        }

        private void Twist()
        {
            for (var i = 0; i < Words; i++)
            {
                var y = (_state[i] & 0x80000000) | (_state[(i + 1) % Words] & 0x7FFFFFFF);
                _state[i] = _state[(i + Offset) % Words] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
            }

            _next = 0;
        }

        private void Fill(uint seed)
        {
            _state[0] = seed;
            for (var i = 1; i < Words; i++)
                _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }

        private uint Mixed(int i) => _state[i - 1] ^ (_state[i - 1] >> 30);

        // Places 1 to 623 in a circle; place 0 always holds a copy of the last one.
        private void Advance(ref int i)
        {
            if (++i < Words)
                return;
            _state[0] = _state[Words - 1];
            i = 1;
        }
    }
}
