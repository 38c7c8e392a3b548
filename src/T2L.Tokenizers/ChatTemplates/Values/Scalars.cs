using System.Numerics;

namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary><c>none</c>.</summary>
internal sealed class NoneValue : Value
{
    public static readonly NoneValue Instance = new();

    public override string TypeName => "NoneType";

    public override bool IsTrue => false;
}

/// <summary><c>true</c> and <c>false</c>; they count as 1 and 0, as in Python.</summary>
internal sealed class BooleanValue : Value
{
    public static readonly BooleanValue True = new(true);
    public static readonly BooleanValue False = new(false);

    private BooleanValue(bool value) => IsTrue = value;

    public override string TypeName => "bool";

    public override bool IsTrue { get; }

    public static BooleanValue Of(bool value) => value ? True : False;
}

/// <summary>A whole number.</summary>
internal sealed class IntegerValue(BigInteger number) : Value
{
    public BigInteger Number => number;

    public override string TypeName => "int";

    public override bool IsTrue => !number.IsZero;
}

/// <summary>A number with a fraction.</summary>
internal sealed class FloatValue(double number) : Value
{
    public double Number => number;

    public override string TypeName => "float";

    public override bool IsTrue => number != 0;
}

/// <summary>A text.</summary>
internal sealed class TextValue(string text) : Value
{
    public static readonly TextValue Empty = new("");

    public string Text => text;

    public override string TypeName => "str";

    public override bool IsTrue => text.Length > 0;
}

/// <summary>What stands for something that is not there: written as nothing, false in a condition, an error in any other use.</summary>
internal sealed class UndefinedValue(string reason) : Value
{
    /// <summary>What was not there.</summary>
    public string Reason => reason;

    public override string TypeName => "Undefined";

    public override bool IsTrue => false;
}
