using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Optim;

public class AdamTests
{
    private static readonly double[] Start = [0.5, -1.25, 2.0, 0.0];

    private static double[] Gradient(int step) => [.. Start.Select((_, i) => Math.Sin(step + 2 * i) * (i + 1))];

    /// <summary>The update of PyTorch's documentation, in plain double arithmetic.</summary>
    private static double[] Expected(int steps, double lr, double beta1, double beta2, double eps, double decay, bool decoupled, bool amsgrad)
    {
        double[] p = [.. Start], m = new double[4], v = new double[4], largest = new double[4];
        for (var t = 1; t <= steps; t++)
            for (var i = 0; i < 4; i++)
            {
                var g = Gradient(t)[i];
                if (decoupled) p[i] -= lr * decay * p[i];
                else g += decay * p[i];
                m[i] = beta1 * m[i] + (1 - beta1) * g;
                v[i] = beta2 * v[i] + (1 - beta2) * g * g;
                largest[i] = Math.Max(largest[i], v[i]);
                var unbiased = (amsgrad ? largest[i] : v[i]) / (1 - Math.Pow(beta2, t));
                p[i] -= lr * m[i] / (1 - Math.Pow(beta1, t)) / (Math.Sqrt(unbiased) + eps);
            }
        return p;
    }

    [Theory, InlineData(0.0, false), InlineData(0.1, false), InlineData(0.1, true)]
    public void Adamw_equals_the_update_worked_out_by_hand(double decay, bool amsgrad)
    {
        using var p = nn.Parameter(tensor(Start));
        using var optimizer = optim.AdamW([p], lr: 0.02, beta1: 0.8, beta2: 0.95, weight_decay: decay, amsgrad: amsgrad);
        Run(optimizer, p, 1, 20);
        Same(Expected(20, 0.02, 0.8, 0.95, 1e-8, decay, true, amsgrad), p, 1e-12);
    }

    [Fact]
    public void Adam_adds_the_decay_to_the_gradient()
    {
        using var p = nn.Parameter(tensor(Start));
        using var optimizer = optim.Adam([p], lr: 0.02, weight_decay: 0.1);
        Run(optimizer, p, 1, 20);
        Same(Expected(20, 0.02, 0.9, 0.999, 1e-8, 0.1, false, false), p, 1e-12);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Float32_stays_within_a_millionth(bool decoupled)
    {
        using var p = nn.Parameter(tensor(Start, dtype: float32));
        using Modules.OptimizerHelper optimizer = decoupled ? optim.AdamW([p], lr: 1e-3, weight_decay: 0.01) : optim.Adam([p], lr: 1e-3, weight_decay: 0.01);
        Run(optimizer, p, 1, 10);
        Same(Expected(10, 1e-3, 0.9, 0.999, 1e-8, 0.01, decoupled, false), p, 1e-6);
    }

    [Theory, InlineData(true, false), InlineData(false, false), InlineData(true, true)]
    public void The_kernel_of_one_pass_agrees_with_the_operators(bool decoupled, bool maximize)
    {
        var update = new AdamUpdate(0.01, 0.9, 0.99, 1e-8, 0.1, decoupled, false, maximize);
        using var generator = new Generator(5);
        Tensor[] Four() => [.. Enumerable.Range(0, 4).Select(i => randn(1003, generator: generator).abs_())];
        var kernel = Four();
        var operators = Array.ConvertAll(kernel, tensor => tensor.clone());
        for (var step = 1; step <= 5; step++)
        {
            Assert.True(update.StepInOnePass(step, [kernel[0]], [kernel[1]], [kernel[2]], [kernel[3]]));
            update.StepByOperators(step, [operators[0]], [operators[1]], [operators[2]], [operators[3]], null);
        }
        foreach (var (one, other) in kernel.Zip(operators)) Assert.True(one.allclose(other, 1e-5, 1e-6));
    }

    [Fact]
    public void The_kernel_of_one_pass_leaves_other_memory_to_the_operators()
    {
        var update = new AdamUpdate(0.01, 0.9, 0.99, 1e-8, 0.1, true, false, false);
        using var turned = Expect.Counting(2, 3).t();
        using var plain = ones(3, 2);
        Assert.False(update.StepInOnePass(1, [turned], [plain], [plain], [plain]));
        Assert.False(update.StepInOnePass(1, [plain.to(float64)], [plain], [plain], [plain]));
        Expect.Values(turned, 1, 4, 2, 5, 3, 6);
    }

    [Fact]
    public void A_graph_from_before_the_step_is_not_used_after_it()
    {
        using var p = nn.Parameter(ones(2));
        using var optimizer = optim.AdamW([p]);
        using var loss = p.pow(2).sum();
        p.grad = ones(2);
        optimizer.step();
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(loss.backward);
        Assert.Contains("modified by an inplace operation", error.Message);
    }

    [Fact]
    public void Many_parameters_of_all_sizes_are_updated_alike()
    {
        var (lone, many) = (nn.Parameter(full(5000, 0.3)), Enumerable.Range(1, 70).Select(i => nn.Parameter(full(i * 71, 0.3))).ToArray());
        using var first = optim.AdamW([lone], lr: 0.01, weight_decay: 0.1);
        using var second = optim.AdamW(many, lr: 0.01, weight_decay: 0.1);
        for (var step = 0; step < 3; step++)
        {
            foreach (var parameter in many.Append(lone)) parameter.grad = full_like(parameter, 0.5 - step);
            first.step();
            second.step();
        }
        Assert.All(many, parameter => Assert.Equal(lone[0].item<float>(), parameter.min().item<float>()));
        Assert.All(many, parameter => Assert.Equal(lone[0].item<float>(), parameter.max().item<float>()));
    }

    [Fact]
    public void Maximize_climbs()
    {
        using var p = nn.Parameter(zeros(1));
        using var optimizer = optim.AdamW([p], lr: 0.1, maximize: true);
        p.grad = ones(1);
        optimizer.step();
        Expect.Close(p, 1e-6, 0.1f);
    }

    [Fact]
    public void Groups_have_their_own_options()
    {
        using var a = nn.Parameter(ones(1));
        using var b = nn.Parameter(ones(1));
        using var optimizer = optim.AdamW([new AdamW.ParamGroup([a], lr: 0.1), new AdamW.ParamGroup([b], new AdamW.Options { LearningRate = 0.01 })], lr: 1);
        (a.grad, b.grad) = (ones(1), ones(1));
        optimizer.step();
        Expect.Close(a, 1e-6, 0.9f);
        Expect.Close(b, 1e-6, 0.99f);
        Assert.Equal([0.1, 0.01], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new AdamW.ParamGroup([a], new AdamW.Options())));
    }

    [Fact]
    public void Parameters_without_gradient_are_left_alone()
    {
        using var idle = nn.Parameter(ones(1));
        using var busy = nn.Parameter(ones(1));
        using var optimizer = optim.AdamW([idle, busy], lr: 0.1, weight_decay: 0.5);
        busy.grad = ones(1);
        optimizer.step();
        Expect.Values(idle, 1);
        Assert.Equal([0L, 1L], optimizer.state_dict().State.Cast<AdamW.State>().Select(state => state.step));
    }

    [Fact]
    public void Saved_state_continues_exactly()
    {
        using var p = nn.Parameter(tensor(Start));
        using var q = nn.Parameter(tensor(Start));
        using var whole = optim.AdamW([p], lr: 0.02, amsgrad: true);
        using var first = optim.AdamW([q], lr: 0.02, amsgrad: true);
        Run(whole, p, 1, 10);
        Run(first, q, 1, 5);

        using var stream = new MemoryStream();
        first.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        using var resumed = optim.AdamW([q], amsgrad: true);
        resumed.load_state_dict(new BinaryReader(stream));
        Run(resumed, q, 6, 10);
        Assert.True(p.Equals(q));
    }

    [Fact]
    public void State_can_be_carried_over_by_its_tensors()
    {
        using var p = nn.Parameter(tensor(Start));
        using var q = nn.Parameter(tensor(Start));
        using var whole = optim.AdamW([p], lr: 0.02);
        using var first = optim.AdamW([q], lr: 0.02);
        using var resumed = optim.AdamW([q], lr: 0.02);
        Run(whole, p, 1, 10);
        Run(first, q, 1, 5);
        resumed.load_state_dict(first.state_dict());
        Run(resumed, q, 6, 10);
        Assert.True(p.Equals(q));
    }

    [Fact]
    public void The_closure_computes_the_loss_with_gradients_on()
    {
        using var p = nn.Parameter(ones(1));
        using var optimizer = optim.AdamW([p], lr: 0.1);
        using var loss = optimizer.step(() =>
        {
            optimizer.zero_grad();
            var value = p.pow(2).sum();
            value.backward();
            return value;
        });
        Expect.Values(loss!, 1);
        Expect.Close(p, 1e-6, 0.9f);
    }

    private static void Run(Modules.OptimizerHelper optimizer, Parameter parameter, int from, int to)
    {
        for (var step = from; step <= to; step++)
        {
            parameter.grad = tensor(Gradient(step), dtype: parameter.dtype);
            optimizer.step();
        }
    }

    private static void Same(double[] expected, Tensor actual, double tolerance)
    {
        using var values = actual.detach().to(float64);
        foreach (var (e, a) in expected.Zip(values.data<double>())) Assert.Equal(e, a, tolerance);
    }
}
