<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>CameraLightSheet</name>
    <message>
        <source>Camera and light</source>
        <translation>Caméra et lumière</translation>
    </message>
    <message>
        <source>ColorChecker</source>
        <translation>ColorChecker</translation>
    </message>
    <message>
        <source>Grey card</source>
        <translation>Carte grise</translation>
    </message>
    <message>
        <source>For the counter</source>
        <translation>Pour le comptoir</translation>
    </message>
    <message>
        <source>One page to print: where lamps, camera and client belong, and how to keep it that way.</source>
        <translation>Une page à imprimer : où placer les lampes, la caméra et la cliente, et comment s’y tenir.</translation>
    </message>
    <message>
        <source>Save the capture guide</source>
        <translation>Enregistrer le guide de prise de vue</translation>
    </message>
    <message>
        <source>The grey card was read</source>
        <translation>La carte grise a été lue</translation>
    </message>
    <message>
        <source>The chart was read</source>
        <translation>La mire a été lue</translation>
    </message>
    <message>
        <source>Hold it flat where a client’s face would be, in the light that she will have. It is read by itself.</source>
        <translation>Tenez-la à plat à la place du visage d’une cliente, dans la lumière qu’elle aura. La lecture est automatique.</translation>
    </message>
    <message>
        <source>Step {number} of 3</source>
        <translation>Étape {number} sur 3</translation>
    </message>
    <message>
        <source>Sit down where a client would, and see what the camera sees.</source>
        <translation>Installez-vous à la place d’une cliente, et voyez ce que voit la caméra.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Hold up the grey card</source>
        <translation>Montrez la carte grise</translation>
    </message>
    <message>
        <source>Hold up the chart</source>
        <translation>Montrez la mire</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Relire</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>The calibration is saved</source>
        <translation>L’étalonnage est enregistré</translation>
    </message>
    <message>
        <source>Every photo that this camera takes is corrected from now on. Photos from files stay as they are.</source>
        <translation>Chaque photo prise par cette caméra est désormais corrigée. Les photos issues de fichiers restent telles quelles.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Its grey was off by {before} (ΔE 2000) and is now grey. A chart corrects the other colours, too.</source>
        <translation>Son gris s’écartait de {before} (ΔE 2000) ; il est maintenant gris. Une mire corrige aussi les autres couleurs.</translation>
    </message>
    <message>
        <source>Mean colour error (ΔE 2000): {before} before, {after} after. Below about 2 it is hardly seen.</source>
        <translation>Écart de couleur moyen (ΔE 2000) : {before} avant, {after} après. En dessous de 2 environ, il se voit à peine.</translation>
    </message>
    <message>
        <source>The picture as taken and corrected</source>
        <translation>L’image telle que prise et corrigée</translation>
    </message>
    <message>
        <source>As taken</source>
        <translation>Telle que prise</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Corrigée</translation>
    </message>
    <message>
        <source>Only the colours change</source>
        <translation>Seules les couleurs changent</translation>
    </message>
    <message>
        <source>{rate} pictures a second</source>
        <translation>{rate} images par seconde</translation>
    </message>
    <message>
        <source>exposure kept</source>
        <translation>exposition fixée</translation>
    </message>
    <message>
        <source>white balance kept</source>
        <translation>balance des blancs fixée</translation>
    </message>
    <message>
        <source>focus kept</source>
        <translation>mise au point fixée</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in; it is used at once.</source>
        <translation>Aucune caméra trouvée. Branchez-en une ; elle est utilisée aussitôt.</translation>
    </message>
    <message>
        <source>The camera gives no picture. Check its cable and its cover, and close video calls.</source>
        <translation>La caméra ne donne pas d’image. Vérifiez son câble et son cache, et fermez les appels vidéo.</translation>
    </message>
    <message>
        <source>The camera is starting…</source>
        <translation>La caméra démarre…</translation>
    </message>
</context>
<context>
    <name>CameraPicker</name>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>Demonstration, without a camera</source>
        <translation>Démonstration, sans caméra</translation>
    </message>
    <message>
        <source>Camera {number}</source>
        <translation>Caméra {number}</translation>
    </message>
</context>
<context>
    <name>CameraRoom</name>
    <message>
        <source>Capture guide</source>
        <translation>Guide de prise de vue</translation>
    </message>
    <message>
        <source>The capture guide is ready</source>
        <translation>Le guide de prise de vue est prêt</translation>
    </message>
</context>
<context>
    <name>CaptureScreen</name>
    <message>
        <source>Take a photo</source>
        <translation>Prendre une photo</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>Take the photo by itself</source>
        <translation>Prendre la photo automatiquement</translation>
    </message>
    <message>
        <source>As soon as all is right.</source>
        <translation>Dès que tout est bien.</translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation>Avec un son</translation>
    </message>
    <message>
        <source>Take the photo</source>
        <translation>Prendre la photo</translation>
    </message>
    <message>
        <source>Or press the space bar, Enter, or a remote clicker.</source>
        <translation>Ou appuyez sur la barre d’espace, Entrée ou une télécommande.</translation>
    </message>
    <message>
        <source>The colours of this camera should be calibrated again: Settings, Camera and light.</source>
        <translation>Les couleurs de cette caméra sont à étalonner à nouveau : Réglages, Caméra et lumière.</translation>
    </message>
    <message>
        <source>Choose a photo instead</source>
        <translation>Choisir plutôt une photo</translation>
    </message>
    <message>
        <source>The camera is starting…</source>
        <translation>La caméra démarre…</translation>
    </message>
    <message>
        <source>Demonstration, without a camera</source>
        <translation>Démonstration, sans caméra</translation>
    </message>
    <message>
        <source>Camera {number}</source>
        <translation>Caméra {number}</translation>
    </message>
    <message>
        <source>No camera was found</source>
        <translation>Aucune caméra n’a été trouvée</translation>
    </message>
    <message>
        <source>Plug one in; it is used at once. Or choose a photo that is on this computer.</source>
        <translation>Branchez-en une, elle sera utilisée aussitôt. Ou choisissez une photo enregistrée sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The camera is not connected</source>
        <translation>La caméra n’est pas branchée</translation>
    </message>
    <message>
        <source>Check its cable and plug it in again; it goes on by itself. Or choose another camera.</source>
        <translation>Vérifiez son câble et rebranchez-la, la suite vient toute seule. Ou choisissez une autre caméra.</translation>
    </message>
    <message>
        <source>Another program uses the camera</source>
        <translation>Un autre programme utilise la caméra</translation>
    </message>
    <message>
        <source>Close video calls and other camera programs; it goes on by itself.</source>
        <translation>Fermez les appels vidéo et les autres programmes qui l’utilisent, la suite vient toute seule.</translation>
    </message>
    <message>
        <source>This computer does not allow the camera</source>
        <translation>Cet ordinateur n’autorise pas la caméra</translation>
    </message>
    <message>
        <source>Allow it for this program in the system’s privacy settings, under Camera.</source>
        <translation>Autorisez-la pour ce programme dans les réglages de confidentialité du système, sous Caméra.</translation>
    </message>
    <message>
        <source>The camera could not be started</source>
        <translation>La caméra n’a pas pu démarrer</translation>
    </message>
    <message>
        <source>It is tried again and again. If this stays, unplug it and plug it in, or choose another.</source>
        <translation>De nouveaux essais sont en cours. Si cela dure, débranchez-la puis rebranchez-la, ou choisissez-en une autre.</translation>
    </message>
    <message>
        <source>The picture stands still</source>
        <translation>L’image ne bouge plus</translation>
    </message>
    <message>
        <source>The camera is started anew. If this stays, unplug it and plug it in again.</source>
        <translation>La caméra redémarre. Si cela dure, débranchez-la puis rebranchez-la.</translation>
    </message>
    <message>
        <source>The picture is black</source>
        <translation>L’image est noire</translation>
    </message>
    <message>
        <source>Open the cover or the slider in front of the lens, and switch the light on.</source>
        <translation>Ouvrez le cache devant l’objectif et allumez la lumière.</translation>
    </message>
</context>
<context>
    <name>CataloguePage</name>
    <message>
        <source>Catalogue and rules</source>
        <translation>Catalogue et règles</translation>
    </message>
    <message>
        <source>Products, stock and prices</source>
        <translation>Produits, stock et prix</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Besoins</translation>
    </message>
    <message>
        <source>Kept apart</source>
        <translation>À séparer</translation>
    </message>
    <message>
        <source>Exclusions</source>
        <translation>Exclusions</translation>
    </message>
    <message>
        <source>Sunscreen</source>
        <translation>Protection solaire</translation>
    </message>
    <message>
        <source>Actives</source>
        <translation>Actifs</translation>
    </message>
    <message>
        <source>Fragrance</source>
        <translation>Parfum</translation>
    </message>
    <message>
        <source>INCI names</source>
        <translation>Noms INCI</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>Ajouter une ligne</translation>
    </message>
    <message>
        <source>Take the row out</source>
        <translation>Retirer la ligne</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>Give up changes</source>
        <translation>Abandonner les changements</translation>
    </message>
    <message>
        <source>Preview and publish</source>
        <translation>Aperçu et publication</translation>
    </message>
    <message>
        <source>To be mended: {count}</source>
        <translation>À corriger : {count}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>The last visits are derived anew…</source>
        <translation>Les dernières visites sont recalculées…</translation>
    </message>
    <message>
        <source>Kept as it is typed. Being checked…</source>
        <translation>Gardé au fil de la saisie. Vérification…</translation>
    </message>
    <message>
        <source>It can be published once everything is mended.</source>
        <translation>Publication possible dès que tout est corrigé.</translation>
    </message>
    <message>
        <source>Changed, and not in force yet. Nothing is advised from it before it is published.</source>
        <translation>Modifié, pas encore en vigueur. Rien n’en est conseillé avant la publication.</translation>
    </message>
    <message>
        <source>This is what is advised from: version {number}.</source>
        <translation>C’est le catalogue en vigueur : version {number}.</translation>
    </message>
</context>
<context>
    <name>ClientForm</name>
    <message>
        <source>New client</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>Client details</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>What the routine must respect</source>
        <translation>Ce que la routine doit respecter</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>Langue du compte rendu</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save, then photo</source>
        <translation>Enregistrer, puis photo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Date de naissance</translation>
    </message>
    <message>
        <source>DD/MM/YYYY</source>
        <translation>JJ/MM/AAAA</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Courriel</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Ingredients to avoid</source>
        <translation>Ingrédients à éviter</translation>
    </message>
    <message>
        <source>INCI names, separated by commas</source>
        <translation>Noms INCI, séparés par des virgules</translation>
    </message>
    <message>
        <source>Budget for the routine</source>
        <translation>Budget de la routine</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Pregnant or breast-feeding</source>
        <translation>Enceinte ou allaitante</translation>
    </message>
    <message>
        <source>Skin that reacts easily</source>
        <translation>Peau qui réagit facilement</translation>
    </message>
    <message>
        <source>Without fragrance</source>
        <translation>Sans parfum</translation>
    </message>
    <message>
        <source>Give at least a first or a last name.</source>
        <translation>Indiquez au moins un prénom ou un nom.</translation>
    </message>
    <message>
        <source>Write the date as day, month and year, within the past 120 years.</source>
        <translation>Écrivez la date : jour, mois, année, dans les 120 dernières années.</translation>
    </message>
    <message>
        <source>Write an amount above zero, or leave it empty.</source>
        <translation>Écrivez un montant au-dessus de zéro, ou laissez vide.</translation>
    </message>
</context>
<context>
    <name>ClientScreen</name>
    <message>
        <source>Clients</source>
        <translation>Clientèle</translation>
    </message>
    <message>
        <source>Edit details</source>
        <translation>Modifier la fiche</translation>
    </message>
    <message>
        <source>What she allows</source>
        <translation>Autorisations</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visites</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>No visit has been kept yet.</source>
        <translation>Aucune visite n’a encore été conservée.</translation>
    </message>
    <message>
        <source>Record the consent</source>
        <translation>Recueillir l’accord</translation>
    </message>
    <message>
        <source>Not to be contacted</source>
        <translation>Ne pas contacter</translation>
    </message>
    <message>
        <source>Born {day}</source>
        <translation>Naissance : {day}</translation>
    </message>
    <message>
        <source>The words of the consent have changed since the client signed. Please ask her again.</source>
        <translation>Le texte du consentement a changé depuis la signature. Demandez à nouveau son accord à la cliente.</translation>
    </message>
    <message>
        <source>The client has not allowed a photo to be analysed.</source>
        <translation>L’analyse d’une photo n’a pas été autorisée.</translation>
    </message>
    <message>
        <source>Pregnant or breast-feeding</source>
        <translation>Enceinte ou allaitante</translation>
    </message>
    <message>
        <source>Skin that reacts easily</source>
        <translation>Peau qui réagit facilement</translation>
    </message>
    <message>
        <source>Avoids {names}</source>
        <translation>Évite {names}</translation>
    </message>
    <message>
        <source>Without fragrance</source>
        <translation>Sans parfum</translation>
    </message>
    <message>
        <source>Budget {amount}</source>
        <translation>Budget {amount}</translation>
    </message>
    <message>
        <source>analysis</source>
        <translation>analyse</translation>
    </message>
    <message>
        <source>keeping photos</source>
        <translation>conservation des photos</translation>
    </message>
    <message>
        <source>keeping results</source>
        <translation>conservation des résultats</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>contact</translation>
    </message>
    <message>
        <source>improving the analysis</source>
        <translation>amélioration de l’analyse</translation>
    </message>
    <message>
        <source>Allowed: {what}</source>
        <translation>Autorisé : {what}</translation>
    </message>
    <message>
        <source>Nothing allowed yet</source>
        <translation>Rien n’est encore autorisé</translation>
    </message>
</context>
<context>
    <name>ClientsScreen</name>
    <message>
        <source>Clients</source>
        <translation>Clientèle</translation>
    </message>
    <message>
        <source>New client</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>Chercher par nom</translation>
    </message>
    <message>
        <source>Find a client by name</source>
        <translation>Chercher une personne par nom</translation>
    </message>
    <message>
        <source>To be finished</source>
        <translation>À terminer</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>Toutes les clientes</translation>
    </message>
    <message>
        <source>There are more: type a few letters of the name.</source>
        <translation>Il y en a d’autres : tapez quelques lettres du nom.</translation>
    </message>
    <message>
        <source>No client of this name</source>
        <translation>Aucune fiche à ce nom</translation>
    </message>
    <message>
        <source>Try fewer letters, or welcome her.</source>
        <translation>Essayez avec moins de lettres, ou créez sa fiche.</translation>
    </message>
    <message>
        <source>No client yet</source>
        <translation>Aucune fiche pour l’instant</translation>
    </message>
    <message>
        <source>Welcome the first one.</source>
        <translation>Accueillez la première personne.</translation>
    </message>
    <message>
        <source>No visit yet</source>
        <translation>Pas encore de visite</translation>
    </message>
    <message>
        <source>Last visit {day}</source>
        <translation>Dernière visite le {day}</translation>
    </message>
</context>
<context>
    <name>CloseUps</name>
    <message>
        <source>Close-up {number} of {count}: {zone}</source>
        <translation>Gros plan {number} sur {count} : {zone}</translation>
    </message>
</context>
<context>
    <name>ColourStatus</name>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>This calibration is more than 30 days old. Please renew it.</source>
        <translation>Cet étalonnage a plus de 30 jours. Merci de le refaire.</translation>
    </message>
    <message>
        <source>The light has changed since this calibration. Please renew it.</source>
        <translation>La lumière a changé depuis cet étalonnage. Merci de le refaire.</translation>
    </message>
    <message>
        <source>Calibrate colours</source>
        <translation>Étalonner les couleurs</translation>
    </message>
    <message>
        <source>Calibrate again</source>
        <translation>Étalonner à nouveau</translation>
    </message>
    <message>
        <source>Forget this calibration</source>
        <translation>Oublier cet étalonnage</translation>
    </message>
    <message>
        <source>This camera is not calibrated. With a ColorChecker or a grey card its photos show true colours, and visits compare better.</source>
        <translation>Cette caméra n’est pas étalonnée. Avec une ColorChecker ou une carte grise, ses photos montrent des couleurs justes, et les visites se comparent mieux.</translation>
    </message>
    <message>
        <source>Calibrated on {day} with a grey card. Its grey was off by {before} (ΔE 2000).</source>
        <translation>Étalonnée le {day} avec une carte grise. Son gris s’écartait de {before} (ΔE 2000).</translation>
    </message>
    <message>
        <source>Calibrated on {day}. Mean colour error (ΔE 2000): {before} before, {after} after.</source>
        <translation>Étalonnée le {day}. Écart de couleur moyen (ΔE 2000) : {before} avant, {after} après.</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>Something unexpected happened</source>
        <translation>Un imprévu est survenu</translation>
    </message>
    <message>
        <source>What was saved is safe. What you did last may not have worked: try it once more. If it happens again, close the window, start again, and show the log to whoever looks after this computer.</source>
        <translation>Ce qui était enregistré est en sûreté. Votre dernier geste n’a peut-être pas abouti : essayez encore une fois. Si cela se reproduit, fermez la fenêtre, recommencez, et montrez le journal à la personne qui s’occupe de cet ordinateur.</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>CriterionItem</name>
    <message>
        <source>Measured</source>
        <translation>Mesuré</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>non vue</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Choose a photo</source>
        <translation>Choisir une photo</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le compte rendu</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Enregistrer l’image</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Save all that is kept</source>
        <translation>Enregistrer tout ce qui est conservé</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Choisir un dossier</translation>
    </message>
</context>
<context>
    <name>DifferencePage</name>
    <message>
        <source>With handle</source>
        <translation>Avec curseur</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>My priorities improved</source>
        <translation>Mes priorités améliorées</translation>
    </message>
    <message>
        <source>Show every priority half as visible as it is</source>
        <translation>Montrer chaque priorité deux fois moins visible</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Tel quel</translation>
    </message>
    <message>
        <source>Set all sliders back to the middle</source>
        <translation>Remettre tous les curseurs au milieu</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Enregistrer l’image</translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>Voir la différence</translation>
    </message>
    <message>
        <source>To the left an attribute shows less, to the right more. In the middle it is as it is.</source>
        <translation>À gauche, un attribut se voit moins ; à droite, davantage. Au milieu, il est tel quel.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>The photograph before and after, with a handle between them</source>
        <translation>La photographie avant et après, avec un curseur entre les deux</translation>
    </message>
    <message>
        <source>Whole face</source>
        <translation>Visage entier</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Plus près</translation>
    </message>
    <message>
        <source>Preparing the picture…</source>
        <translation>Préparation de l’image…</translation>
    </message>
    <message>
        <source>Priorities</source>
        <translation>Priorités</translation>
    </message>
    <message>
        <source>Also looked at</source>
        <translation>Également observé</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>tel quel</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>disparu</translation>
    </message>
    <message>
        <source>twice as visible</source>
        <translation>deux fois plus visible</translation>
    </message>
</context>
<context>
    <name>Door</name>
    <message>
        <source>That could not be done</source>
        <translation>Cela n’a pas pu se faire</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>DraftLine</name>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
</context>
<context>
    <name>DraftLines</name>
    <message>
        <source>Go on with the visit of {name}</source>
        <translation>Reprendre la visite : {name}</translation>
    </message>
    <message>
        <source>Go on with the details of {name}</source>
        <translation>Reprendre la fiche : {name}</translation>
    </message>
    <message>
        <source>Go on with the new client {name}</source>
        <translation>Reprendre la nouvelle cliente : {name}</translation>
    </message>
    <message>
        <source>Go on with the new client</source>
        <translation>Reprendre la nouvelle cliente</translation>
    </message>
    <message>
        <source>Not saved yet, begun on {day} at {hour}</source>
        <translation>Pas encore enregistrée, commencée le {day} à {hour}</translation>
    </message>
</context>
<context>
    <name>DraftRoom</name>
    <message>
        <source>This visit is not saved yet</source>
        <translation>Cette visite n’est pas encore enregistrée</translation>
    </message>
    <message>
        <source>Save it now, or finish it later: it waits among the clients, with all that was written.</source>
        <translation>Enregistrez-la maintenant ou terminez-la plus tard : elle attend parmi les clientes, avec tout ce qui a été noté.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Finish later</source>
        <translation>Terminer plus tard</translation>
    </message>
    <message>
        <source>Save visit</source>
        <translation>Enregistrer la visite</translation>
    </message>
    <message>
        <source>The visit is discarded</source>
        <translation>La visite est abandonnée</translation>
    </message>
    <message>
        <source>What was typed is discarded</source>
        <translation>La saisie est abandonnée</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>New analysis</source>
        <translation>Nouvelle analyse</translation>
    </message>
    <message>
        <source>From the front, without glasses, hair off the face, in even light. Or drop a photo here.</source>
        <translation>De face, sans lunettes, cheveux dégagés, en lumière égale. Ou déposez une photo ici.</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>Prendre une photo</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Choisir une photo</translation>
    </message>
</context>
<context>
    <name>EffectSheet</name>
    <message>
        <source>What this would change</source>
        <translation>Ce que cela changerait</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>En vigueur</translation>
    </message>
    <message>
        <source>With the changes</source>
        <translation>Avec les changements</translation>
    </message>
    <message>
        <source>Why (for the list of versions)</source>
        <translation>Pourquoi (pour la liste des versions)</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publier</translation>
    </message>
    <message>
        <source>There is no visit yet to try it on.</source>
        <translation>Aucune visite encore pour l’essayer.</translation>
    </message>
    <message>
        <source>None of the last {all} routines would be another.</source>
        <translation>Aucune des {all} dernières routines ne serait différente.</translation>
    </message>
    <message>
        <source>{changed} of the last {all} routines would be others, by the kept scores and today’s client details.</source>
        <translation>{changed} des {all} dernières routines seraient différentes, selon les scores gardés et les fiches d’aujourd’hui.</translation>
    </message>
    <message>
        <source>{name} (differs)</source>
        <translation>{name} (différent)</translation>
    </message>
    <message>
        <source>Nothing to advise</source>
        <translation>Rien à conseiller</translation>
    </message>
</context>
<context>
    <name>EvolutionHero</name>
    <message>
        <source>Curve</source>
        <translation>Courbe</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>Curseur</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>less visible</source>
        <translation>moins visible</translation>
    </message>
    <message>
        <source>more visible</source>
        <translation>plus visible</translation>
    </message>
    <message>
        <source>Band: the ± of each score. Between the dashed lines, two photos cannot tell a change.</source>
        <translation>Bande : le ± de chaque note. Entre les lignes pointillées, deux photos ne révèlent aucun changement.</translation>
    </message>
    <message>
        <source>Advised in between: {names}</source>
        <translation>Conseillé entre-temps : {names}</translation>
    </message>
    <message>
        <source>{scores}: {verdict}.</source>
        <translation>{scores} : {verdict}.</translation>
    </message>
    <message>
        <source>The difference is larger than chance shows between two photos.</source>
        <translation>L’écart dépasse ce que le hasard montre entre deux photos.</translation>
    </message>
    <message>
        <source>The difference alone would be large, but among so many criteria one such is expected by chance.</source>
        <translation>Pris seul, l’écart serait grand ; mais parmi tant de critères, le hasard suffit à en produire un pareil.</translation>
    </message>
    <message>
        <source>Two photos of the same skin can differ by as much.</source>
        <translation>Deux photos de la même peau peuvent différer d’autant.</translation>
    </message>
    <message>
        <source>Since {day}</source>
        <translation>Depuis le {day}</translation>
    </message>
    <message>
        <source>The photos of {before} and {after}</source>
        <translation>Les photos du {before} et du {after}</translation>
    </message>
    <message>
        <source>Laid over one another, and the later photo brought into the light of the earlier.</source>
        <translation>Photos superposées, la plus récente ramenée à la lumière de la plus ancienne.</translation>
    </message>
    <message>
        <source>Laid over one another. Too little skin was alike to match the light: compare with care.</source>
        <translation>Photos superposées. Trop peu de peau semblable pour accorder la lumière : à comparer avec prudence.</translation>
    </message>
    <message>
        <source>{criterion}: {verdict}.</source>
        <translation>{criterion} : {verdict}.</translation>
    </message>
    <message>
        <source>The scale is the same on every image.</source>
        <translation>L’échelle est la même sur toutes les images.</translation>
    </message>
    <message>
        <source>What is tinted may be chance.</source>
        <translation>Ce qui est teinté peut être dû au hasard.</translation>
    </message>
    <message>
        <source>The photos of these two visits were not both kept. The curve shows the scores.</source>
        <translation>Les photos de ces deux visites n’ont pas été toutes deux conservées. La courbe montre les notes.</translation>
    </message>
    <message>
        <source>There is no map of this criterion. Choose another one in the list.</source>
        <translation>Il n’existe pas de carte pour ce critère. Choisissez-en un autre dans la liste.</translation>
    </message>
    <message>
        <source>Laying the photos over one another…</source>
        <translation>Superposition des photos…</translation>
    </message>
    <message>
        <source>Whole face</source>
        <translation>Visage entier</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Plus près</translation>
    </message>
</context>
<context>
    <name>EvolutionScreen</name>
    <message>
        <source>Evolution</source>
        <translation>Évolution</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>An earlier visit</source>
        <translation>Une visite plus ancienne</translation>
    </message>
    <message>
        <source>A later visit</source>
        <translation>Une visite plus récente</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>Nothing could be said at these visits.</source>
        <translation>Rien n’a pu être évalué lors de ces visites.</translation>
    </message>
    <message>
        <source>{n} improved</source>
        <translation>{n} en progrès</translation>
    </message>
    <message>
        <source>{n} declined</source>
        <translation>{n} en recul</translation>
    </message>
    <message>
        <source>{n} without measurable change</source>
        <translation>{n} sans changement mesurable</translation>
    </message>
    <message>
        <source>{n} not comparable</source>
        <translation>{n} sans comparaison possible</translation>
    </message>
    <message>
        <source>Scoring photo {n} of {whole}…</source>
        <translation>Évaluation de la photo {n} sur {whole}…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Visits scored by another version of the model: {n}. Their photos can be scored again; what was said then is kept.</source>
        <translation>Visites évaluées par une autre version du modèle : {n}. Leurs photos peuvent être réévaluées ; ce qui a été dit alors est conservé.</translation>
    </message>
    <message>
        <source>Score again</source>
        <translation>Réévaluer</translation>
    </message>
</context>
<context>
    <name>FaultsSheet</name>
    <message>
        <source>Nothing was taken from the file</source>
        <translation>Rien n’a été repris du fichier</translation>
    </message>
    <message>
        <source>To be mended</source>
        <translation>À corriger</translation>
    </message>
    <message>
        <source>Mend this in the file, and import it again.</source>
        <translation>Corrigez ceci dans le fichier, puis importez-le à nouveau.</translation>
    </message>
    <message>
        <source>Touch a line to go to its cell.</source>
        <translation>Touchez une ligne pour aller à sa cellule.</translation>
    </message>
</context>
<context>
    <name>FileRoom</name>
    <message>
        <source>{n} photos are written</source>
        <translation>{n} photos sont écrites</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>L’ouvrir</translation>
    </message>
    <message>
        <source>The report is ready</source>
        <translation>Le compte rendu est prêt</translation>
    </message>
    <message>
        <source>The picture is saved</source>
        <translation>L’image est enregistrée</translation>
    </message>
</context>
<context>
    <name>FirstPinScreen</name>
    <message>
        <source>Welcome to your counter</source>
        <translation>Bienvenue à votre comptoir</translation>
    </message>
    <message>
        <source>The manager’s PIN locks the clients’ data whenever nobody is at the counter. Set it first.</source>
        <translation>Le code de la responsable protège les données des clientes dès que personne n’est au comptoir. Choisissez-le d’abord.</translation>
    </message>
    <message>
        <source>Name of the manager</source>
        <translation>Nom de la responsable</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>Enregistrer le code</translation>
    </message>
</context>
<context>
    <name>ForgottenSheet</name>
    <message>
        <source>Set a new PIN</source>
        <translation>Choisir un nouveau code</translation>
    </message>
    <message>
        <source>The recovery phrase was shown when this counter was made, and written down on paper.</source>
        <translation>La phrase de secours a été affichée à la création de ce comptoir et notée sur papier.</translation>
    </message>
    <message>
        <source>Recovery phrase</source>
        <translation>Phrase de secours</translation>
    </message>
    <message>
        <source>Set the new PIN</source>
        <translation>Enregistrer le nouveau code</translation>
    </message>
</context>
<context>
    <name>FormRoom</name>
    <message>
        <source>What was typed is discarded</source>
        <translation>La saisie est abandonnée</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>MailCopySheet</name>
    <message>
        <source>A copy that only she can open</source>
        <translation>Une copie qu’elle seule peut ouvrir</translation>
    </message>
    <message>
        <source>Let her choose a password and type it herself. It is kept nowhere: without it, nobody can open the copy. Never send it in the same e-mail.</source>
        <translation>Laissez-la choisir un mot de passe et le saisir elle-même. Il n’est conservé nulle part : sans lui, personne ne peut ouvrir la copie. Ne l’envoyez jamais dans le même e-mail.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>A few words she will remember</source>
        <translation>Quelques mots dont elle se souviendra</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Afficher la saisie</translation>
    </message>
    <message>
        <source>Save the copy</source>
        <translation>Enregistrer la copie</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
    <message>
        <source>At least {n} letters, digits or signs.</source>
        <translation>Au moins {n} lettres, chiffres ou signes.</translation>
    </message>
    <message>
        <source>Weak: it could be guessed. Make it longer.</source>
        <translation>Faible : il pourrait être deviné. Allongez-le.</translation>
    </message>
    <message>
        <source>Fair. A word more would make it strong.</source>
        <translation>Correct. Un mot de plus le rendrait solide.</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Solide.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Write this recovery phrase down</source>
        <translation>Notez cette phrase de secours</translation>
    </message>
    <message>
        <source>If this computer’s own key is ever lost, only this phrase opens the clients’ data again. It is shown once and kept nowhere. Keep it on paper, in a safe place.</source>
        <translation>Si la clé propre à cet ordinateur se perd, seule cette phrase rouvre les données. Elle n’est montrée qu’une fois et n’est gardée nulle part. Conservez-la sur papier, en lieu sûr.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Je l’ai notée</translation>
    </message>
    <message>
        <source>The counter could not be opened</source>
        <translation>Le comptoir n’a pas pu s’ouvrir</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>ManagerDialogs</name>
    <message>
        <source>Import products or rules</source>
        <translation>Importer des produits ou des règles</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tableaux</translation>
    </message>
    <message>
        <source>Export the catalogue</source>
        <translation>Exporter le catalogue</translation>
    </message>
    <message>
        <source>Export the figures</source>
        <translation>Exporter les chiffres</translation>
    </message>
</context>
<context>
    <name>ManagerRoom</name>
    <message>
        <source>The store</source>
        <translation>La boutique</translation>
    </message>
    <message>
        <source>Written: {name}</source>
        <translation>Écrit : {name}</translation>
    </message>
    <message>
        <source>Give up every change?</source>
        <translation>Abandonner tous les changements ?</translation>
    </message>
    <message>
        <source>The catalogue is again what is in force. This cannot be undone.</source>
        <translation>Le catalogue redevient celui en vigueur. C’est irréversible.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Les garder</translation>
    </message>
    <message>
        <source>Give up changes</source>
        <translation>Abandonner les changements</translation>
    </message>
    <message>
        <source>Version {number} of the catalogue is in force</source>
        <translation>La version {number} du catalogue est en vigueur</translation>
    </message>
</context>
<context>
    <name>ManagerScreen</name>
    <message>
        <source>The store</source>
        <translation>La boutique</translation>
    </message>
</context>
<context>
    <name>ModelCardSheet</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ModelPhotosScreen</name>
    <message>
        <source>Photos for the model</source>
        <translation>Photos pour le modèle</translation>
    </message>
    <message>
        <source>Kept photos of clients who allowed it, without their names. They are written to a folder with a table that your graders fill in.</source>
        <translation>Photos conservées, avec l’accord des personnes et sans leur nom. Elles sont écrites dans un dossier, avec un tableau que vos experts remplissent.</translation>
    </message>
    <message>
        <source>Write them to a folder</source>
        <translation>Écrire dans un dossier</translation>
    </message>
    <message>
        <source>Clients who allow it: {n}</source>
        <translation>Personnes d’accord : {n}</translation>
    </message>
</context>
<context>
    <name>OfferSheet</name>
    <message>
        <source>Search a product</source>
        <translation>Chercher un produit</translation>
    </message>
    <message>
        <source>Name, step or reason</source>
        <translation>Nom, étape ou raison</translation>
    </message>
    <message>
        <source>Nothing that could be chosen.</source>
        <translation>Rien qui puisse être choisi.</translation>
    </message>
    <message>
        <source>Not here, and why</source>
        <translation>Absents d’ici, et pourquoi</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>What speaks of fewer than ten people is not shown, nor what would give it away.</source>
        <translation>Ce qui parle de moins de dix personnes n’est pas affiché, ni ce qui le trahirait.</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} jours</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visites</translation>
    </message>
    <message>
        <source>By consultant</source>
        <translation>Par conseillère</translation>
    </message>
    <message>
        <source>Visits, and how many on a day with any.</source>
        <translation>Visites, et combien par jour où il y en a eu.</translation>
    </message>
    <message>
        <source>What clients look after</source>
        <translation>Ce que les clientes surveillent</translation>
    </message>
    <message>
        <source>Share of clients with it among their priorities at the last visit. Touch one for more.</source>
        <translation>Part des clientes qui l’ont parmi leurs priorités à la dernière visite. Touchez pour en voir plus.</translation>
    </message>
    <message>
        <source>Advised, and taken home</source>
        <translation>Conseillé, et emporté</translation>
    </message>
    <message>
        <source>Of the routines that were kept, how often a product was marked as bought.</source>
        <translation>Dans les routines gardées, combien de fois un produit a été noté comme acheté.</translation>
    </message>
    <message>
        <source>Clients by number of visits</source>
        <translation>Clientes selon le nombre de visites</translation>
    </message>
    <message>
        <source>Measured change</source>
        <translation>Changement mesuré</translation>
    </message>
    <message>
        <source>First to last visit of who came again: improved, no measurable change, declined.</source>
        <translation>De la première à la dernière visite de celles qui sont revenues : progrès, pas de changement mesurable, recul.</translation>
    </message>
    <message>
        <source>Refused photos</source>
        <translation>Photos refusées</translation>
    </message>
    <message>
        <source>Why. Nobody’s picture or name is kept with it. The table tells the counters apart.</source>
        <translation>Pourquoi. Ni image ni nom n’est gardé. Le tableau distingue les comptoirs.</translation>
    </message>
    <message>
        <source>Could not be said</source>
        <translation>N’a pas pu être dit</translation>
    </message>
    <message>
        <source>Share of visits.</source>
        <translation>Part des visites.</translation>
    </message>
    <message>
        <source>Model and cameras</source>
        <translation>Modèle et caméras</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>En tableau</translation>
    </message>
    <message>
        <source>Visits over time, arrow keys go from one to the next</source>
        <translation>Visites au fil du temps, les flèches vont de l’une à l’autre</translation>
    </message>
    <message>
        <source>By day.</source>
        <translation>Par jour.</translation>
    </message>
    <message>
        <source>By week, from Monday.</source>
        <translation>Par semaine, dès lundi.</translation>
    </message>
    <message>
        <source>By month: shorter steps would speak of too few.</source>
        <translation>Par mois : des pas plus courts parleraient de trop peu de personnes.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Calcul…</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>{name}, by age and season</source>
        <translation>{name}, selon l’âge et la saison</translation>
    </message>
    <message>
        <source>Northern seasons, age at the visit.</source>
        <translation>Saisons de l’hémisphère nord, âge à la visite.</translation>
    </message>
    <message>
        <source>Visits: {count}</source>
        <translation>Visites : {count}</translation>
    </message>
    <message>
        <source>Clients: {count}</source>
        <translation>Clientes : {count}</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>Modèle {version}</translation>
    </message>
    <message>
        <source>{camera}: calibrated {days} days ago</source>
        <translation>{camera} : étalonnée il y a {days} jours</translation>
    </message>
    <message>
        <source>due again</source>
        <translation>à refaire</translation>
    </message>
    <message>
        <source>No camera of this counter is calibrated.</source>
        <translation>Aucune caméra de ce comptoir n’est étalonnée.</translation>
    </message>
    <message>
        <source>This model never says: {names}.</source>
        <translation>Ce modèle ne dit jamais : {names}.</translation>
    </message>
</context>
<context>
    <name>PinForm</name>
    <message>
        <source>PIN of 4 to 8 digits, or a password</source>
        <translation>Code de 4 à 8 chiffres, ou mot de passe</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Encore une fois</translation>
    </message>
    <message>
        <source>The two are not the same. Type both again.</source>
        <translation>Les deux ne sont pas identiques. Saisissez-les de nouveau.</translation>
    </message>
</context>
<context>
    <name>PrivacyRoom</name>
    <message>
        <source>visits</source>
        <translation>visites</translation>
    </message>
    <message>
        <source>visits with photos</source>
        <translation>visites avec photos</translation>
    </message>
    <message>
        <source>kept reports</source>
        <translation>comptes rendus conservés</translation>
    </message>
    <message>
        <source>unfinished visits</source>
        <translation>visites inachevées</translation>
    </message>
    <message>
        <source>This goes at once and cannot be brought back: {what}.</source>
        <translation>Ceci disparaît aussitôt, sans retour possible : {what}.</translation>
    </message>
    <message>
        <source>Scores stay.</source>
        <translation>Les scores restent.</translation>
    </message>
    <message>
        <source>Erase what was kept?</source>
        <translation>Effacer ce qui a été conservé ?</translation>
    </message>
    <message>
        <source>Erase and save</source>
        <translation>Effacer et enregistrer</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
    <message>
        <source>What the client allows is recorded</source>
        <translation>Les autorisations sont enregistrées</translation>
    </message>
    <message>
        <source>All that is kept is in this file</source>
        <translation>Tout ce qui est conservé est dans ce fichier</translation>
    </message>
    <message>
        <source>Erase everything of {name}?</source>
        <translation>Tout effacer au sujet de {name} ?</translation>
    </message>
    <message>
        <source>Details, consents, visits, photos and reports go at once. A backup that is restored leaves her out. Nobody can bring them back.</source>
        <translation>Coordonnées, consentements, visites, photos et comptes rendus disparaissent aussitôt. Une sauvegarde restaurée n’en reprend rien. Personne ne peut les faire revenir.</translation>
    </message>
    <message>
        <source>Erase it all</source>
        <translation>Tout effacer</translation>
    </message>
    <message>
        <source>Everything of this client is erased</source>
        <translation>Tout est effacé</translation>
    </message>
</context>
<context>
    <name>PrivacySheet</name>
    <message>
        <source>What the client allows</source>
        <translation>Ce qui est autorisé</translation>
    </message>
    <message>
        <source>Signature of the client</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Sign here with finger, pen or mouse</source>
        <translation>Signez ici, au doigt, au stylet ou à la souris</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>Signer à nouveau</translation>
    </message>
    <message>
        <source>What was signed before</source>
        <translation>Signé auparavant</translation>
    </message>
    <message>
        <source>All that is kept of this client</source>
        <translation>Tout ce qui est conservé</translation>
    </message>
    <message>
        <source>Hand it out</source>
        <translation>Remettre une copie</translation>
    </message>
    <message>
        <source>Write details, photos, scores and reports to a file</source>
        <translation>Écrire coordonnées, photos, scores et comptes rendus dans un fichier</translation>
    </message>
    <message>
        <source>Erase it all</source>
        <translation>Tout effacer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>The words have changed since the client signed. Please let her read and sign them again.</source>
        <translation>Le texte a changé depuis la signature. Il est à lire et à signer à nouveau.</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>analysis</source>
        <translation>analyse</translation>
    </message>
    <message>
        <source>keeping photos</source>
        <translation>conservation des photos</translation>
    </message>
    <message>
        <source>keeping results</source>
        <translation>conservation des résultats</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>contact</translation>
    </message>
    <message>
        <source>improving the analysis</source>
        <translation>amélioration de l’analyse</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>{at}: {what} (signed, version {version})</source>
        <translation>{at} : {what} (signé, version {version})</translation>
    </message>
</context>
<context>
    <name>ProductView</name>
    <message>
        <source>As in the morning.</source>
        <translation>Comme le matin.</translation>
    </message>
    <message>
        <source>Why this?</source>
        <translation>Pourquoi ?</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Note beside this product</source>
        <translation>Note pour ce produit</translation>
    </message>
    <message>
        <source>She takes it home</source>
        <translation>Elle l’emporte</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>This computer has lost the key</source>
        <translation>Cet ordinateur a perdu la clé</translation>
    </message>
    <message>
        <source>The recovery phrase was shown when this counter was made, and written down on paper.</source>
        <translation>La phrase de récupération a été affichée à la création de ce comptoir et notée sur papier.</translation>
    </message>
    <message>
        <source>Recovery phrase</source>
        <translation>Phrase de récupération</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Open the counter</source>
        <translation>Ouvrir le comptoir</translation>
    </message>
</context>
<context>
    <name>RefusalPage</name>
    <message>
        <source>This photo would not give a fair result</source>
        <translation>Cette photo ne donnerait pas un résultat juste</translation>
    </message>
    <message>
        <source>A new photo is the better way. If you analyse this one, the remarks stay on the result.</source>
        <translation>Mieux vaut une nouvelle photo. Si vous analysez celle-ci, les remarques restent sur le résultat.</translation>
    </message>
    <message>
        <source>Choose another photo</source>
        <translation>Choisir une autre photo</translation>
    </message>
    <message>
        <source>Analyse all the same</source>
        <translation>Analyser malgré tout</translation>
    </message>
</context>
<context>
    <name>ReportScreen</name>
    <message>
        <source>Report</source>
        <translation>Bilan</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Her face</source>
        <translation>Son visage</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Drawn lines</source>
        <translation>Dessin au trait</translation>
    </message>
    <message>
        <source>Consultant</source>
        <translation>Conseillère</translation>
    </message>
    <message>
        <source>Name on the report</source>
        <translation>Nom sur le bilan</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Comptoir</translation>
    </message>
    <message>
        <source>Name and place</source>
        <translation>Nom et lieu</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Le refaire</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Copy for e-mail</source>
        <translation>Copie pour e-mail</translation>
    </message>
    <message>
        <source>Setting the pages…</source>
        <translation>Mise en page…</translation>
    </message>
    <message>
        <source>As she will take it home. Nothing of it leaves this computer by itself.</source>
        <translation>Tel qu’elle l’emportera. Rien n’en quitte cet ordinateur de soi-même.</translation>
    </message>
    <message>
        <source>Exactly as it was handed over on {day}.</source>
        <translation>Exactement tel qu’il a été remis le {day}.</translation>
    </message>
    <message>
        <source>Page {n} of {whole}</source>
        <translation>Page {n} sur {whole}</translation>
    </message>
</context>
<context>
    <name>ResultLegend</name>
    <message>
        <source>not visible</source>
        <translation>non visible</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marqué</translation>
    </message>
    <message>
        <source>How strongly the colour lies on the photo</source>
        <translation>Intensité de la couleur sur la photo</translation>
    </message>
    <message>
        <source>Strength of the colour</source>
        <translation>Intensité de la couleur</translation>
    </message>
    <message>
        <source>Touch a criterion to see it on the face.</source>
        <translation>Touchez un critère pour le voir sur le visage.</translation>
    </message>
    <message>
        <source>{criterion}, where it was seen</source>
        <translation>{criterion}, là où c’est visible</translation>
    </message>
    <message>
        <source>Hide zones</source>
        <translation>Masquer les zones</translation>
    </message>
    <message>
        <source>Show zones</source>
        <translation>Afficher les zones</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>The photo of this visit was not kept, as the client wished.</source>
        <translation>La photo de cette visite n’a pas été conservée, selon le souhait exprimé.</translation>
    </message>
    <message>
        <source>Photograph of the client with the zones of the face</source>
        <translation>Photographie avec les zones du visage</translation>
    </message>
    <message>
        <source>Leave this photo out</source>
        <translation>Retirer cette photo</translation>
    </message>
    <message>
        <source>Strengths</source>
        <translation>Points forts</translation>
    </message>
    <message>
        <source>Priorities</source>
        <translation>Priorités</translation>
    </message>
    <message>
        <source>Also looked at</source>
        <translation>Également observé</translation>
    </message>
    <message>
        <source>Cannot be said from this photo</source>
        <translation>Non évaluable sur cette photo</translation>
    </message>
    <message>
        <source>A face</source>
        <translation>Un visage</translation>
    </message>
</context>
<context>
    <name>RetentionSheet</name>
    <message>
        <source>How long things are kept</source>
        <translation>Durées de conservation</translation>
    </message>
    <message>
        <source>What is older goes by itself, at the start and once a day. Nothing goes until you decide it here.</source>
        <translation>Ce qui est plus ancien disparaît de lui-même, au démarrage et une fois par jour. Rien ne disparaît sans votre décision ici.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>With the reports that show her; scores stay</source>
        <translation>Avec les comptes rendus qui montrent le visage ; les scores restent</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visites</translation>
    </message>
    <message>
        <source>Scores, notes and routines, with their photos and reports</source>
        <translation>Scores, notes et routines, avec leurs photos et comptes rendus</translation>
    </message>
    <message>
        <source>Clients who no longer come</source>
        <translation>Clientes qui ne viennent plus</translation>
    </message>
    <message>
        <source>After the last visit or signature, all goes</source>
        <translation>Tout, après la dernière visite ou signature</translation>
    </message>
    <message>
        <source>Unfinished visits and forms</source>
        <translation>Visites et fiches inachevées</translation>
    </message>
    <message>
        <source>After the day they were begun</source>
        <translation>À compter du jour où elles ont été commencées</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>What went so far</source>
        <translation>Ce qui a déjà disparu</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} jours</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6 mois</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 an</translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation>{n} ans</translation>
    </message>
    <message>
        <source>Goes as soon as you save: {what}.</source>
        <translation>Disparaît dès l’enregistrement : {what}.</translation>
    </message>
    <message>
        <source>photos of {n} visits</source>
        <translation>photos de {n} visites</translation>
    </message>
    <message>
        <source>{n} visits</source>
        <translation>{n} visites</translation>
    </message>
    <message>
        <source>{n} clients</source>
        <translation>{n} clientes</translation>
    </message>
    <message>
        <source>{n} unfinished</source>
        <translation>{n} inachevées</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Erase what is older?</source>
        <translation>Effacer ce qui est plus ancien ?</translation>
    </message>
    <message>
        <source>This goes at once and cannot be brought back: {what}.</source>
        <translation>Ceci disparaît aussitôt, sans retour possible : {what}.</translation>
    </message>
    <message>
        <source>Erase and save</source>
        <translation>Effacer et enregistrer</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>This photo cannot be analysed</source>
        <translation>Cette photo ne peut pas être analysée</translation>
    </message>
    <message>
        <source>That could not be done</source>
        <translation>Cela n’a pas pu se faire</translation>
    </message>
    <message>
        <source>What she allows</source>
        <translation>Autorisations</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>The visit is saved</source>
        <translation>La visite est enregistrée</translation>
    </message>
    <message>
        <source>The photo is left out</source>
        <translation>La photo est retirée</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>The photo of the side is still being read. Save as soon as it is done.</source>
        <translation>La photo de profil est en cours de lecture. Enregistrez dès qu’elle est terminée.</translation>
    </message>
    <message>
        <source>The visit is being saved</source>
        <translation>La visite est en cours d’enregistrement</translation>
    </message>
</context>
<context>
    <name>RoutinePage</name>
    <message>
        <source>Nothing to advise today</source>
        <translation>Rien à conseiller aujourd’hui</translation>
    </message>
    <message>
        <source>Nothing that was seen calls for a product. Keep to what you are doing.</source>
        <translation>Rien de ce qui a été vu n’appelle un produit. Gardez vos habitudes.</translation>
    </message>
    <message>
        <source>Morning</source>
        <translation>Matin</translation>
    </message>
    <message>
        <source>Evening</source>
        <translation>Soir</translation>
    </message>
    <message>
        <source>What was left out, and why</source>
        <translation>Ce qui a été écarté, et pourquoi</translation>
    </message>
    <message>
        <source>Note for this visit</source>
        <translation>Note pour cette visite</translation>
    </message>
    <message>
        <source>Kept with the visit, not printed</source>
        <translation>Conservée avec la visite, non imprimée</translation>
    </message>
    <message>
        <source>Wishes and habits</source>
        <translation>Envies et habitudes</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>Tous les produits</translation>
    </message>
    <message>
        <source>Add a product, or see why one is not advised</source>
        <translation>Ajouter un produit, ou voir pourquoi un autre n’est pas conseillé</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>Revenir sur la dernière modification</translation>
    </message>
    <message>
        <source>Together {sum}</source>
        <translation>Ensemble {sum}</translation>
    </message>
    <message>
        <source>{products}: to be used only with a sunscreen every morning. This routine has none.</source>
        <translation>{products} : à n’utiliser qu’avec une protection solaire chaque matin. Cette routine n’en compte pas.</translation>
    </message>
    <message>
        <source>In the place of {product}</source>
        <translation>À la place de {product}</translation>
    </message>
    <message>
        <source>Add a product</source>
        <translation>Ajouter un produit</translation>
    </message>
    <message>
        <source>The note is deleted</source>
        <translation>La note est supprimée</translation>
    </message>
    <message>
        <source>{product} is taken out</source>
        <translation>{product} est retiré</translation>
    </message>
    <message>
        <source>The note beside {product} is deleted</source>
        <translation>La note sur {product} est supprimée</translation>
    </message>
</context>
<context>
    <name>SafetySheet</name>
    <message>
        <source>Backups and log</source>
        <translation>Sauvegardes et journal</translation>
    </message>
    <message>
        <source>Who did what</source>
        <translation>Qui a fait quoi</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Choisir le dossier</translation>
    </message>
    <message>
        <source>Earlier entries</source>
        <translation>Entrées précédentes</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Folder of the backups</source>
        <translation>Dossier des sauvegardes</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Lock when nobody touches it</source>
        <translation>Verrouiller sans activité après</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>Less movement</source>
        <translation>Moins d’animations</translation>
    </message>
    <message>
        <source>Camera and light</source>
        <translation>Caméra et lumière</translation>
    </message>
    <message>
        <source>About the analysis model</source>
        <translation>À propos du modèle d’analyse</translation>
    </message>
    <message>
        <source>People of the counter</source>
        <translation>Équipe du comptoir</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>Durées de conservation</translation>
    </message>
    <message>
        <source>Backups and log</source>
        <translation>Sauvegardes et journal</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>SheetTable</name>
    <message>
        <source>Row numbers</source>
        <translation>Numéros des lignes</translation>
    </message>
</context>
<context>
    <name>SideOffer</name>
    <message>
        <source>Not seen so far: {zones}. A photo of the side may show more.</source>
        <translation>Pas encore vu : {zones}. Une photo de côté peut en montrer davantage.</translation>
    </message>
    <message>
        <source>All zones are seen. Photos of the sides can be added; they change no score that is there.</source>
        <translation>Toutes les zones sont vues. Des photos de côté peuvent être ajoutées ; elles ne changent aucun score existant.</translation>
    </message>
    <message>
        <source>{view}, again</source>
        <translation>{view}, à nouveau</translation>
    </message>
</context>
<context>
    <name>SideRoom</name>
    <message>
        <source>This photo does not show the side well</source>
        <translation>Cette photo ne montre pas bien ce côté</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>S’en passer</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>L’utiliser malgré tout</translation>
    </message>
    <message>
        <source>Another photo</source>
        <translation>Une autre photo</translation>
    </message>
</context>
<context>
    <name>StaffSheet</name>
    <message>
        <source>People of the counter</source>
        <translation>Équipe du comptoir</translation>
    </message>
    <message>
        <source>Everybody comes in with a PIN or password of her own.</source>
        <translation>Chaque personne entre avec son propre code ou mot de passe.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>PIN of 4 to 8 digits, or a password</source>
        <translation>Code de 4 à 8 chiffres, ou mot de passe</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Encore une fois</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Let her try again now</source>
        <translation>Laisser réessayer maintenant</translation>
    </message>
    <message>
        <source>Does not work here any more</source>
        <translation>Ne travaille plus ici</translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation>Nouvelle personne</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>{role}, held up by wrong entries</source>
        <translation>{role}, en attente après des codes faux</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Set the new PIN</source>
        <translation>Enregistrer le nouveau code</translation>
    </message>
    <message>
        <source>The two are not the same. Type both again.</source>
        <translation>Les deux ne sont pas identiques. Saisissez-les de nouveau.</translation>
    </message>
    <message>
        <source>{name} does not work here any more?</source>
        <translation>{name} ne travaille plus ici ?</translation>
    </message>
    <message>
        <source>She can no longer come in. What she did keeps her name.</source>
        <translation>L’accès est fermé. Ce qui a été fait garde son nom.</translation>
    </message>
    <message>
        <source>Let her in no more</source>
        <translation>Fermer l’accès</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
</context>
<context>
    <name>StoreRoom</name>
    <message>
        <source>That could not be done</source>
        <translation>Cela n’a pas pu se faire</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>UnlockScreen</name>
    <message>
        <source>Welcome</source>
        <translation>Bienvenue</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Take the last digit back</source>
        <translation>Effacer le dernier chiffre</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>PIN forgotten?</source>
        <translation>Code oublié ?</translation>
    </message>
    <message>
        <source>This is a demonstration. The PIN is {pin}.</source>
        <translation>Ceci est une démonstration. Le code est {pin}.</translation>
    </message>
    <message>
        <source>That was not the PIN, several times. The next try is in {seconds} s.</source>
        <translation>Le code a été faux plusieurs fois. Nouvel essai dans {seconds} s.</translation>
    </message>
</context>
<context>
    <name>VersionsSheet</name>
    <message>
        <source>Versions of the catalogue</source>
        <translation>Versions du catalogue</translation>
    </message>
    <message>
        <source>Nothing is overwritten: bringing one back adds it as a new version.</source>
        <translation>Rien n’est écrasé : en rétablir une l’ajoute comme nouvelle version.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>En vigueur</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>À la livraison</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>version {number} brought back</source>
        <translation>version {number} rétablie</translation>
    </message>
</context>
<context>
    <name>VisitScreen</name>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>Voir la différence</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>Routine</translation>
    </message>
    <message>
        <source>PDF report</source>
        <translation>Compte rendu PDF</translation>
    </message>
    <message>
        <source>Make the report that the client takes home</source>
        <translation>Créer le compte rendu à emporter</translation>
    </message>
    <message>
        <source>Save visit</source>
        <translation>Enregistrer la visite</translation>
    </message>
    <message>
        <source>What she allows</source>
        <translation>Autorisations</translation>
    </message>
    <message>
        <source>She lets no result be kept. Ask her again.</source>
        <translation>Aucun résultat ne peut être conservé. Demandez à nouveau.</translation>
    </message>
    <message>
        <source>Opening the visit…</source>
        <translation>Ouverture de la visite…</translation>
    </message>
    <message>
        <source>Looking at the photo…</source>
        <translation>La photo est observée…</translation>
    </message>
    <message>
        <source>Take another photo</source>
        <translation>Prendre une autre photo</translation>
    </message>
    <message>
        <source>Choose another photo</source>
        <translation>Choisir une autre photo</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistrée</translation>
    </message>
    <message>
        <source>Not kept, as the client wished</source>
        <translation>Non conservée, selon le souhait exprimé</translation>
    </message>
</context>
<context>
    <name>WhySheet</name>
    <message>
        <source>What was seen</source>
        <translation>Ce qui a été observé</translation>
    </message>
    <message>
        <source>Why this product</source>
        <translation>Pourquoi ce produit</translation>
    </message>
    <message>
        <source>Where that is known from</source>
        <translation>D’où vient ce savoir</translation>
    </message>
    <message>
        <source>Nothing that was seen asks for it; it was added at the counter.</source>
        <translation>Rien de ce qui a été observé ne l’appelle ; il a été ajouté au comptoir.</translation>
    </message>
</context>
<context>
    <name>WishSheet</name>
    <message>
        <source>Her wishes and habits</source>
        <translation>Ses envies et habitudes</translation>
    </message>
    <message>
        <source>They change the routine at once and are kept with the client.</source>
        <translation>La routine s’y adapte aussitôt ; elles restent dans la fiche de la cliente.</translation>
    </message>
    <message>
        <source>What she would like looked after first</source>
        <translation>Ce qu’elle aimerait soigner d’abord</translation>
    </message>
    <message>
        <source>What she uses from elsewhere</source>
        <translation>Ce qu’elle utilise d’une autre maison</translation>
    </message>
    <message>
        <source>What she has of the house</source>
        <translation>Ce qu’elle a déjà de la maison</translation>
    </message>
    <message>
        <source>Textures she does not like</source>
        <translation>Les textures qu’elle n’aime pas</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Products at most</source>
        <translation>Nombre maximal de produits</translation>
    </message>
</context></TS>
