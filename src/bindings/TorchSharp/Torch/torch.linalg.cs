using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => Aten.linalg_svd.CallTriple(input, fullMatrices);

        public static Tensor svdvals(Tensor input) => Aten.linalg_svdvals.Call(input);

        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Aten.linalg_qr.CallPair(input, Word(mode));

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.linalg_norm.Call(input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Aten.linalg_norm.Call(input, Argument.None, dims, keepdim);

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) => Aten.linalg_vector_norm.Call(input, ord, dims, keepdim);

        public static Tensor inv(Tensor input) => Aten.linalg_inv.Call(input);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.linalg_pinv_atol_rtol_float.Call(input, atol, rtol, hermitian);

        public static Tensor det(Tensor input) => Aten.linalg_det.Call(input);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.linalg_solve.Call(A, B, left);

        public static Tensor cholesky(Tensor input) => Aten.linalg_cholesky.Call(input);

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.linalg_eigh.CallPair(input, UPLO.ToString());

        public enum QRMode
        {
            Reduced = 0,
            Complete = 1,
            R = 2,
        }

        private static string Word(QRMode mode) => mode switch
        {
            QRMode.Reduced => "reduced",
            QRMode.Complete => "complete",
            _ => "r",
        };
    }
}
