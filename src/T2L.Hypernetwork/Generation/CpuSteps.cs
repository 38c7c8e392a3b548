using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>The trunk's steps on one block of rows, with the memory they need. One at a time uses it.</summary>
internal sealed unsafe class CpuSteps : IDisposable
{
    private readonly int _width;
    private readonly InstructionSet _instructions;
    private readonly NativeFloats _wide;
    private readonly NativeFloats _normed;
    private readonly NativeFloats _scratch;
    private readonly RowAddresses _outputs;
    private readonly RowAddresses _residuals;
    private NativeFloats _current;
    private NativeFloats _next;

    public CpuSteps(HypernetworkConfig config, int rows, InstructionSet instructions)
    {
        _width = config.TrunkSize;
        _instructions = instructions;
        _current = new NativeFloats((long)rows * _width);
        _next = new NativeFloats((long)rows * _width);
        _normed = new NativeFloats((long)rows * _width);
        _wide = new NativeFloats((long)rows * 4 * _width);
        _scratch = new NativeFloats(NativeMethods.ScratchFloats(4 * _width));
        _outputs = new RowAddresses(rows);
        _residuals = new RowAddresses(rows);
    }

    /// <summary>Rows that <see cref="Current"/> holds now.</summary>
    public int Rows { get; private set; }

    /// <summary>The rows [Rows, D] that the next step reads.</summary>
    public float* Current => _current.Address;

    public void Begin(int rows) => Rows = rows;

    /// <summary>SiLU(down(SiLU(up(x)))).</summary>
    public void Mix(PackedLayer up, PackedLayer down)
    {
        Linear(up, Current, _outputs.Fill(_wide.Address, Rows, 4 * _width), residuals: null);
        Linear(down, _wide.Address, _outputs.Fill(_next.Address, Rows, _width), residuals: null);
        Advance(Rows);
    }

    /// <summary>x + SiLU(down(SiLU(up(LN(x))))).</summary>
    public void Residual(CpuPerceptron block)
    {
        Widen(block);
        Linear(block.Down, _wide.Address, _outputs.Fill(_next.Address, Rows, _width), _residuals.Fill(Current, Rows, _width));
        Advance(Rows);
    }

    /// <summary>SiLU(down(SiLU(up(LN(x))))), to rows somewhere else.</summary>
    public void WriteHeadInput(CpuPerceptron block, RowAddresses outputs)
    {
        Widen(block);
        Linear(block.Down, _wide.Address, outputs, residuals: null);
    }

    /// <summary>Every row becomes as many rows as there are addends, each with one of them added.</summary>
    public void AddEach(float* addends, int parts)
    {
        NativeMethods.AddEach(Current, Rows, _width, parts, addends, _next.Address);
        Advance(Rows * parts);
    }

    /// <summary>Every row becomes r rows, each turned to one rank position.</summary>
    public void Rotate(NativeFloats cosines, NativeFloats sines, int ranks)
    {
        NativeMethods.Rotate(Current, Rows, _width, ranks, cosines.Address, sines.Address, _next.Address);
        Advance(Rows * ranks);
    }

    public void Dispose()
    {
        foreach (var block in new[] { _current, _next, _normed, _wide, _scratch })
            block.Dispose();
    }

    private void Widen(CpuPerceptron block)
    {
        NativeMethods.LayerNorm(Current, Rows, _width, block.Norm.Weight.Address, block.Norm.Bias.Address, _normed.Address);
        Linear(block.Up, _normed.Address, _outputs.Fill(_wide.Address, Rows, 4 * _width), residuals: null);
    }

    private void Linear(PackedLayer layer, float* input, RowAddresses outputs, RowAddresses? residuals)
    {
        var product = layer.Product(_instructions);
        product.Input = input;
        product.Rows = Rows;
        product.Output = outputs.Address;
        product.Shift = residuals is null ? null : residuals.Address;
        product.Activation = NativeMethods.Silu;
        product.Scratch = _scratch.Address;
        NativeMethods.Run(&product, 0, layer.Panels);
    }

    private void Advance(int rows)
    {
        (_current, _next) = (_next, _current);
        Rows = rows;
    }
}
