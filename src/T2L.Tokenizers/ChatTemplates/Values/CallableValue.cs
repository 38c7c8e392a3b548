using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary>Something that can be called.</summary>
internal abstract class CallableValue : Value
{
    public abstract Value Call(Arguments arguments, Run run);
}

/// <summary>A function or method that the language brings along.</summary>
internal sealed class FunctionValue(Func<Arguments, Run, Value> body) : CallableValue
{
    public override string TypeName => "function";

    public override Value Call(Arguments arguments, Run run) => body(arguments, run);
}
