using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Plain numbers have overloads of their own: they need no Scalar object.
    public partial class Tensor
    {
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        public static Tensor operator +(Tensor left, Tensor right) => Aten.add_Tensor.Call(left, right);

        public static Tensor operator +(Tensor left, Scalar right) => Aten.add_Scalar.Call(left, right);

        public static Tensor operator +(Tensor left, int right) => Aten.add_Scalar.Call(left, right);

        public static Tensor operator +(Tensor left, long right) => Aten.add_Scalar.Call(left, right);

        public static Tensor operator +(Tensor left, float right) => Aten.add_Scalar.Call(left, right);

        public static Tensor operator +(Tensor left, double right) => Aten.add_Scalar.Call(left, right);

        public static Tensor operator +(Scalar left, Tensor right) => Aten.add_Scalar.Call(right, left);

        public static Tensor operator +(int left, Tensor right) => Aten.add_Scalar.Call(right, left);

        public static Tensor operator +(long left, Tensor right) => Aten.add_Scalar.Call(right, left);

        public static Tensor operator +(float left, Tensor right) => Aten.add_Scalar.Call(right, left);

        public static Tensor operator +(double left, Tensor right) => Aten.add_Scalar.Call(right, left);

        public static Tensor operator -(Tensor left, Tensor right) => Aten.sub_Tensor.Call(left, right);

        public static Tensor operator -(Tensor left, Scalar right) => Aten.sub_Scalar.Call(left, right);

        public static Tensor operator -(Tensor left, int right) => Aten.sub_Scalar.Call(left, right);

        public static Tensor operator -(Tensor left, long right) => Aten.sub_Scalar.Call(left, right);

        public static Tensor operator -(Tensor left, float right) => Aten.sub_Scalar.Call(left, right);

        public static Tensor operator -(Tensor left, double right) => Aten.sub_Scalar.Call(left, right);

        public static Tensor operator -(Scalar left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator -(int left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator -(long left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator -(float left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator -(double left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => Aten.mul_Tensor.Call(left, right);

        public static Tensor operator *(Tensor left, Scalar right) => Aten.mul_Scalar.Call(left, right);

        public static Tensor operator *(Tensor left, int right) => Aten.mul_Scalar.Call(left, right);

        public static Tensor operator *(Tensor left, long right) => Aten.mul_Scalar.Call(left, right);

        public static Tensor operator *(Tensor left, float right) => Aten.mul_Scalar.Call(left, right);

        public static Tensor operator *(Tensor left, double right) => Aten.mul_Scalar.Call(left, right);

        public static Tensor operator *(Scalar left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        public static Tensor operator *(int left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        public static Tensor operator *(long left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        public static Tensor operator *(float left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        public static Tensor operator *(double left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Aten.div_Tensor.Call(left, right);

        public static Tensor operator /(Tensor left, Scalar right) => Aten.div_Scalar.Call(left, right);

        public static Tensor operator /(Tensor left, int right) => Aten.div_Scalar.Call(left, right);

        public static Tensor operator /(Tensor left, long right) => Aten.div_Scalar.Call(left, right);

        public static Tensor operator /(Tensor left, float right) => Aten.div_Scalar.Call(left, right);

        public static Tensor operator /(Tensor left, double right) => Aten.div_Scalar.Call(left, right);

        public static Tensor operator /(Scalar left, Tensor right) => Reciprocal(right, left);

        public static Tensor operator /(int left, Tensor right) => Reciprocal(right, left);

        public static Tensor operator /(long left, Tensor right) => Reciprocal(right, left);

        public static Tensor operator /(float left, Tensor right) => Reciprocal(right, left);

        public static Tensor operator /(double left, Tensor right) => Reciprocal(right, left);

        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        public static Tensor operator %(Tensor left, Scalar right) => Aten.remainder_Scalar.Call(left, right);

        public static Tensor operator %(Tensor left, int right) => Aten.remainder_Scalar.Call(left, right);

        public static Tensor operator %(Tensor left, long right) => Aten.remainder_Scalar.Call(left, right);

        public static Tensor operator %(Tensor left, float right) => Aten.remainder_Scalar.Call(left, right);

        public static Tensor operator %(Tensor left, double right) => Aten.remainder_Scalar.Call(left, right);

        private static Tensor Reciprocal(Tensor divisor, Argument dividend)
        {
            using var inverse = divisor.reciprocal();
            return Aten.mul_Scalar.Call(inverse, dividend);
        }
    }
}
