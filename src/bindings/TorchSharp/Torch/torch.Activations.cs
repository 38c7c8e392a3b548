namespace TorchSharp;

// The functions that are also methods of a tensor.
public static partial class torch
{
    public static Tensor absolute(Tensor input) => input.absolute();

    public static Tensor negative(Tensor input) => input.negative();

    public static Tensor positive(Tensor input) => input.positive();

    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);

    public static Tensor round_(Tensor input, long decimals = 0) => input.round_(decimals);

    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);

    public static Tensor logaddexp(Tensor left, Tensor other) => left.logaddexp(other);

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp_(min, max);

    public static Tensor clamp_(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp_(min, max);

    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => input.clip(min, max);

    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);

    public static Tensor clamp_min_(Tensor input, Scalar min) => input.clamp_min_(min);

    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);

    public static Tensor clamp_max_(Tensor input, Scalar max) => input.clamp_max_(max);

    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) => input.nan_to_num(nan, posinf, neginf);
}
