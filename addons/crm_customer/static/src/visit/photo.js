const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/**
 * Return a photo as a JPEG of at most 1600 pixels, base64: a phone takes 5 MB, and mobile
 * data are dear. What the browser cannot draw goes as it is.
 *
 * @param {File} file
 */
export async function shrinkPhoto(file) {
    let blob = file;
    try {
        const bitmap = await createImageBitmap(file);
        const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(bitmap.width * scale);
        canvas.height = Math.round(bitmap.height * scale);
        canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        blob = await new Promise((resolve) =>
            canvas.toBlob(resolve, "image/jpeg", QUALITY),
        );
    } catch {
        // not a picture to this browser: the server says whether it is one
    }
    return toBase64(blob || file);
}

function toBase64(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.split(",")[1] || "");
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}
