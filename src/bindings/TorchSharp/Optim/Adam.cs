using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam (Kingma and Ba 2015, arXiv:1412.6980); weight decay is added to the gradient.</summary>
public class Adam : OptimizerHelper, optim.IBetas
{
    private readonly Options _defaults;

    public Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public Adam(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        _defaults = new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
        foreach (var group in parameters) add_param_group(group);
    }

    public (double, double) Betas
    {
        get => Groups.Count == 0 ? (_defaults.beta1!.Value, _defaults.beta2!.Value) : ((ParamGroup)Groups[0]).Betas;
        set => Groups.ForEach(group => ((ParamGroup)group).Betas = value);
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        ((ParamGroup)param_group).Options.Complete(_defaults);
        Add(param_group, parameter => new State(parameter));
    }

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var enabled = enable_grad();
            loss = closure();
        }
        foreach (var group in Groups)
            AdamUpdate.Apply(((ParamGroup)group).Options.ToUpdate(), group.Parameters, parameter => ((Adam.State)StateOf(parameter)).Moments);
        return loss;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup()
        {
            base.Options = new Options();
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? weight_decay;
        public double? eps;
        public bool? amsgrad;
        public bool? maximize;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            foreach (var value in new[] { beta1, beta2, eps, weight_decay }) writer.Write(value!.Value);
            writer.Write(amsgrad!.Value);
            writer.Write(maximize!.Value);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            (beta1, beta2, eps, weight_decay) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            (amsgrad, maximize) = (reader.ReadBoolean(), reader.ReadBoolean());
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            (beta1, beta2, eps, weight_decay) = (other.beta1, other.beta2, other.eps, other.weight_decay);
            (amsgrad, maximize) = (other.amsgrad, other.maximize);
        }

        internal void Complete(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            beta1 ??= defaults.beta1;
            beta2 ??= defaults.beta2;
            eps ??= defaults.eps;
            weight_decay ??= defaults.weight_decay;
            amsgrad ??= defaults.amsgrad;
            maximize ??= defaults.maximize;
        }

        internal AdamUpdate ToUpdate() =>
            new(LearningRate!.Value, beta1!.Value, beta2!.Value, eps!.Value, weight_decay!.Value, false, amsgrad!.Value, maximize!.Value);
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        internal AdamMoments Moments { get; } = new();

        public long step
        {
            get => Moments.Step;
            set => Moments.Step = value;
        }

        public Tensor exp_avg => Moments.First!;

        public Tensor exp_avg_sq => Moments.Second!;

        public Tensor? max_exp_avg_sq => Moments.MaximalSecond;

        public override void Initialize(OptimizerOptions options) => Moments.Initialize(Parameter, ((Options)options).amsgrad == true);

        public override void SaveStateDict(BinaryWriter writer) => Moments.Save(writer);

        public override void LoadStateDict(BinaryReader reader) => Moments.Load(reader);

        public override void LoadStateDict(OptimizerState source) => Moments.CopyFrom(((State)source).Moments);

        public override void to(Device device) => Moments.MoveTo(device);

        public override bool ApproximatelyEquals(OptimizerState other) => other is State state && Moments.ApproximatelyEquals(state.Moments);

        public void Dispose() => Moments.Dispose();
    }
}
