namespace TorchSharp.Modules;

/// <summary>A module that computes only: it can hold no parts.</summary>
public abstract class ParameterLessModule<T1, TResult> : torch.nn.Module<T1, TResult>
{
    private protected ParameterLessModule(string name) : base(name)
    {
    }

    public override void register_buffer(string name, torch.Tensor? tensor, bool persistent = true) => Refuse(name);

    public override void register_parameter(string name, Parameter? param) => Refuse(name);

    public override void register_module(string name, torch.nn.Module submodule) => Refuse(name);

    private void Refuse(string name) => throw new InvalidOperationException($"A {GetName()} module holds no parts; '{name}' cannot be registered in it.");
}
