using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class ElementwiseTests
{
    public static TheoryData<string, double, double> Functions => new()
    {
        { "abs", -1.5, 1.5 }, { "acos", 0.3, Math.Acos(0.3) }, { "acosh", 1.5, Math.Acosh(1.5) }, { "asin", 0.3, Math.Asin(0.3) },
        { "asinh", 0.3, Math.Asinh(0.3) }, { "atan", 0.3, Math.Atan(0.3) }, { "atanh", 0.3, Math.Atanh(0.3) }, { "ceil", 1.2, 2 },
        { "cos", 0.7, Math.Cos(0.7) }, { "cosh", 0.7, Math.Cosh(0.7) }, { "erf", 0.5, 0.5204998778130465 },
        { "erfc", 0.5, 0.4795001221869535 }, { "erfinv", 0.5, 0.4769362762044699 }, { "exp", 1.1, Math.Exp(1.1) },
        { "exp2", 1.5, Math.Pow(2, 1.5) }, { "expm1", 0.01, Math.Exp(0.01) - 1 }, { "floor", -1.2, -2 }, { "frac", 2.25, 0.25 },
        { "log", 2.5, Math.Log(2.5) }, { "log10", 2.5, Math.Log10(2.5) }, { "log1p", 0.5, Math.Log(1.5) }, { "log2", 2.5, Math.Log2(2.5) },
        { "neg", 1.5, -1.5 }, { "reciprocal", 4, 0.25 }, { "relu", -2, 0 }, { "relu6", 8, 6 }, { "rsqrt", 4, 0.5 },
        { "sigmoid", 0.4, 1 / (1 + Math.Exp(-0.4)) }, { "sign", -3, -1 }, { "silu", 0.4, 0.4 / (1 + Math.Exp(-0.4)) },
        { "sin", 0.7, Math.Sin(0.7) }, { "sinh", 0.7, Math.Sinh(0.7) }, { "sqrt", 2.25, 1.5 }, { "tan", 0.7, Math.Tan(0.7) },
        { "tanh", 0.7, Math.Tanh(0.7) }, { "trunc", -1.7, -1 }, { "square", -1.5, 2.25 }, { "round", 2.6, 3 },
        { "gelu", 0.4, 0.4 * 0.5 * (1 + 0.31084348322064836) }, { "softplus", 0.4, Math.Log(1 + Math.Exp(0.4)) },
        { "log_sigmoid", 0.4, -Math.Log(1 + Math.Exp(-0.4)) },
    };

    [Theory, MemberData(nameof(Functions))]
    public void Computes(string function, double input, double expected)
    {
        using var x = tensor(input);
        var method = typeof(Tensor).GetMethods().First(m => m.Name == function && m.GetParameters().All(p => p.IsOptional));
        using var y = (Tensor)method.Invoke(x, [.. method.GetParameters().Select(p => p.DefaultValue)])!;
        Assert.Equal(float64, y.dtype);
        Assert.Equal(expected, y.item<double>(), 1e-9);
    }

    [Fact]
    public void Forms_in_place_change_the_tensor()
    {
        using var x = tensor(new float[] { -1, 4 });
        Assert.Same(x, x.abs_().sqrt_());
        Expect.Values(x, 1, 2);
    }

    [Fact]
    public void Clamps_by_numbers_and_by_tensors()
    {
        using var x = tensor(new float[] { -2, 0.5f, 3 });
        Expect.Values(x.clamp(-1, 1), -1, 0.5f, 1);
        Expect.Values(x.clamp(min: 0), 0, 0.5f, 3);
        Expect.Values(x.clamp_max(1), -2, 0.5f, 1);
        Expect.Values(x.clamp(max: zeros(3)), -2, 0, 0);
    }

    [Fact]
    public void Softmax_and_its_logarithm_agree()
    {
        using var x = tensor(new float[] { 0, MathF.Log(3), 0, 0 }, [2, 2]);
        Expect.Values(x.softmax(-1), 0.25f, 0.75f, 0.5f, 0.5f);
        Expect.Values(x.log_softmax(1), MathF.Log(0.25f), MathF.Log(0.75f), MathF.Log(0.5f), MathF.Log(0.5f));
    }

    [Fact]
    public void Finds_what_is_not_a_finite_number()
    {
        using var x = tensor(new[] { 1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity });
        Expect.Values(x.isnan(), 0, 1, 0, 0);
        Expect.Values(x.isinf(), 0, 0, 1, 1);
        Expect.Values(x.isfinite(), 1, 0, 0, 0);
        Expect.Values(x.nan_to_num(0, 9, -9), 1, 0, 9, -9);
    }
}
